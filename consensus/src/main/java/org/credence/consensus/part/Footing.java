package org.credence.consensus.part;

import org.credence.base.Digest;
import org.credence.base.block.Header;

/**
 * What a block's header has to agree with in the header below it (P§1.3 rules 3 and 4). A correct proposer holds its
 * own block against the very same rules before it sends it, so whoever signed a header that breaks them is guilty.
 *
 * @param height      of the block below
 * @param id          its id
 * @param view        its view; 0 if it ended an epoch, for the views above begin anew
 * @param timeMs      its time
 * @param stateHeight the state it commits to
 */
public record Footing(long height, Digest id, long view, long timeMs, long stateHeight) {

    /** A header as those of an epoch see it that stand on it. */
    public static Footing of(Header below, int epoch) {
        return new Footing(below.height(), below.id(), below.epoch() == epoch ? below.view() : 0, below.timeMs(),
                below.stateHeight());
    }

    /**
     * Whether a header can stand here, whoever proposed it. A new view may commit to an older state than the view
     * before: those that had executed more may have lost power, and with it the end of the chain, all at once.
     */
    public boolean takes(Header next) {
        return coherent(next) && next.parent().equals(id) && next.height() == height + 1 && next.view() >= view
                && next.timeMs() >= timeMs && (next.stateHeight() >= stateHeight || next.view() > view);
    }

    /**
     * Whether a header agrees with itself: it commits to a state below it, stands on the genesis block if it is the
     * first and only then, and names what opened its view only if the view had to be opened.
     */
    public static boolean coherent(Header header) {
        return header.stateHeight() < header.height()
                && (header.height() == 1) == header.parent().equals(header.chainId())
                && (header.view() > 0 || header.opening().equals(Digest.ZERO));
    }
}
