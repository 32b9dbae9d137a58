package org.credence.consensus.engine;

/**
 * What a wait is for.
 *
 * @param key tells timers of one kind apart: a view, a height or a batch sequence
 */
public record Timer(Kind kind, long key) {

    /** Kinds of waits. */
    public enum Kind {
        /** A view has made no progress. */
        VIEW,
        /** The fast lane of a height is late. */
        FAST_LANE,
        /** A leader waits a little to fill its next block. */
        PACE,
        /** A batch lacks votes. */
        BATCH,
        /** Heartbeat, resending and catch-up, at a fixed period. */
        HEARTBEAT
    }

    public static Timer of(Kind kind) {
        return new Timer(kind, 0);
    }
}
