package org.credence.simulator.setup;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;

/**
 * The epochs of a simulated chain: all of one length, with the same members, led in an order that the last block of the
 * epoch before shuffles. So every order occurs, and nobody knows it beforehand.
 *
 * @param first  the epoch on the genesis block
 * @param blocks heights of an epoch; 0 if the first never ends
 */
public record Calendar(Epoch first, int blocks) {

    /** Of a chain with these members. */
    public static Calendar of(Committee committee, int blocks) {
        Epoch endless = Epoch.endless(committee);
        return new Calendar(blocks == 0 ? endless
                : new Epoch(committee, endless.base(), blocks, endless.rank()), blocks);
    }

    /** Number of the epoch that votes on this height, 1 or more. */
    public int epochOf(long height) {
        return blocks == 0 ? 0 : (int) ((height - 1) / blocks);
    }

    /** Number of the epoch that a member is in that has decided up to this height, 0 or more. */
    public int epochAfter(long height) {
        return blocks == 0 ? 0 : (int) (height / blocks);
    }

    /** Height of the block that the epoch stands on. */
    public long base(int epoch) {
        return (long) epoch * blocks;
    }

    /** Height of the epoch's last block. */
    public long last(int epoch) {
        return blocks == 0 ? Long.MAX_VALUE : base(epoch + 1);
    }

    /** The epoch that stands on this block. */
    public Epoch on(Base base) {
        if (base.height() == 0) {
            return first;
        }
        Committee voters = first.committee();
        Committee committee = new Committee(voters.chainId(), epochAfter(base.height()), voters.members(),
                voters.quorum());
        return new Epoch(committee, base, base.height() + blocks, shuffled(voters.size(), base));
    }

    private static List<Integer> shuffled(int members, Base base) {
        return IntStream.range(0, members).boxed()
                .sorted(Comparator.comparing(member -> Hasher.of(Tag.RANK).add(base.id()).add(member).digest()))
                .toList();
    }
}
