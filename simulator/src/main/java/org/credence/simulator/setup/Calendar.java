package org.credence.simulator.setup;

import java.util.List;
import org.credence.base.PublicKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;

/**
 * The epochs of a simulated chain.
 *
 * @param first   the epoch on the genesis block
 * @param length  of all epochs
 * @param ranks   who leads the epochs after the first
 * @param rosters who the members are
 * @param keys    of all processes, by number
 */
public record Calendar(Epoch first, EpochLength length, Ranks ranks, Rosters rosters, List<PublicKey> keys) {

    public Calendar {
        keys = List.copyOf(keys);
    }

    /** With orders that the last block of the epoch before shuffles; see {@link #of(Committee, int, Ranks)}. */
    public static Calendar of(Committee committee, int blocks) {
        return of(committee, blocks, Ranks.shuffled());
    }

    /**
     * Of a chain with these members in all epochs.
     *
     * @param blocks heights of an epoch; 0 if the first never ends
     */
    public static Calendar of(Committee committee, int blocks, Ranks ranks) {
        EpochLength length = blocks == 0 ? EpochLength.ENDLESS : new EpochLength(blocks);
        Epoch endless = Epoch.endless(committee);
        return new Calendar(new Epoch(committee, endless.base(), length.blocks(), endless.rank()), length, ranks,
                Rosters.founders(committee.quorum()), committee.members());
    }

    /** The same with members that change, who have these keys. */
    public Calendar with(Rosters changing, List<PublicKey> all) {
        return new Calendar(first, length, ranks, changing, all);
    }

    /** Who votes in an epoch. */
    public Committee committee(int epoch) {
        Seating seating = rosters.at(epoch);
        return new Committee(first.committee().chainId(), epoch, rosters.change()
                ? seating.keys().stream().map(keys::get).toList()
                : keys, seating.quorum());
    }

    /** The epoch that stands on this block. */
    public Epoch on(Base base) {
        if (base.height() == 0) {
            return first;
        }
        int number = length.epochAfter(base.height());
        Committee committee = committee(number);
        return new Epoch(committee, base, length.last(number), ranks.rank(committee, base));
    }
}
