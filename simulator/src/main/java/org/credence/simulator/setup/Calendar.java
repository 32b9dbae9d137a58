package org.credence.simulator.setup;

import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.EpochLength;

/**
 * The epochs of a simulated chain, with the same members.
 *
 * @param first  the epoch on the genesis block
 * @param length of all epochs
 * @param ranks  who leads the epochs after the first
 */
public record Calendar(Epoch first, EpochLength length, Ranks ranks) {

    /** With orders that the last block of the epoch before shuffles; see {@link #of(Committee, int, Ranks)}. */
    public static Calendar of(Committee committee, int blocks) {
        return of(committee, blocks, Ranks.shuffled());
    }

    /**
     * Of a chain with these members.
     *
     * @param blocks heights of an epoch; 0 if the first never ends
     */
    public static Calendar of(Committee committee, int blocks, Ranks ranks) {
        EpochLength length = blocks == 0 ? EpochLength.ENDLESS : new EpochLength(blocks);
        Epoch endless = Epoch.endless(committee);
        return new Calendar(new Epoch(committee, endless.base(), length.blocks(), endless.rank()), length, ranks);
    }

    /** The epoch that stands on this block. */
    public Epoch on(Base base) {
        if (base.height() == 0) {
            return first;
        }
        Committee voters = first.committee();
        int number = length.epochAfter(base.height());
        Committee committee = new Committee(voters.chainId(), number, voters.members(), voters.quorum());
        return new Epoch(committee, base, length.last(number), ranks.rank(committee, base));
    }
}
