package org.credence.node;

/**
 * The others have dropped the blocks that come next here (P§1.7): this member cannot catch up from them, and votes for
 * nothing meanwhile. A start anew mends it, for {@link Newcomer} then takes a snapshot in.
 */
public final class LeftBehind extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeftBehind(long first, long height) {
        super("restart: a snapshot is needed, others keep blocks from height " + first + ", this member stands at "
                + height);
    }
}
