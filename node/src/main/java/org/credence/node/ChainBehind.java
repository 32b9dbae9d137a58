package org.credence.node;

/**
 * The member has promised to vote in a later epoch than its chain reaches: the chain was lost. It must not vote in the
 * epochs before, for it has forgotten what it voted there; {@link Newcomer} brings it to where it may.
 */
public final class ChainBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ChainBehind(long height, int epoch, int promised) {
        super("the chain reaches height " + height + " in epoch " + epoch + ", but the journal is of epoch " + promised
                + ": the chain was lost and must be fetched again before this member votes");
    }
}
