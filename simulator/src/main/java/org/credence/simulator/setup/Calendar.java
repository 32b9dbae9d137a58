package org.credence.simulator.setup;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;

/**
 * The epochs of a simulated chain, with the same members, led in an order that the last block of the epoch before
 * shuffles. So every order occurs, and nobody knows it beforehand.
 *
 * @param first  the epoch on the genesis block
 * @param length of all epochs
 */
public record Calendar(Epoch first, EpochLength length) {

    /**
     * Of a chain with these members.
     *
     * @param blocks heights of an epoch; 0 if the first never ends
     */
    public static Calendar of(Committee committee, int blocks) {
        EpochLength length = blocks == 0 ? EpochLength.ENDLESS : new EpochLength(blocks);
        Epoch endless = Epoch.endless(committee);
        return new Calendar(new Epoch(committee, endless.base(), length.blocks(), endless.rank()), length);
    }

    /** The epoch that stands on this block. */
    public Epoch on(Base base) {
        if (base.height() == 0) {
            return first;
        }
        Committee voters = first.committee();
        int number = length.epochAfter(base.height());
        Committee committee = new Committee(voters.chainId(), number, voters.members(), voters.quorum());
        return new Epoch(committee, base, length.last(number), shuffled(voters.size(), base));
    }

    private static List<Integer> shuffled(int members, Base base) {
        return IntStream.range(0, members).boxed()
                .sorted(Comparator.comparing(member -> Hasher.of(Tag.RANK).add(base.id()).add(member).digest()))
                .toList();
    }
}
