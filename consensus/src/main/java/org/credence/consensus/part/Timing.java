package org.credence.consensus.part;

/**
 * The waits of a protocol, in microseconds. They decide how fast it reacts, never what it decides.
 *
 * @param viewTimeout  τ_0 of P§1.4: a view without progress is left after τ_0·2^k, k the views left in a row
 * @param doublings    greatest k: the cap that keeps recovery prompt; members meet by message, not by waiting longer
 * @param heartbeat    period of heartbeats, resending and catch-up
 * @param pace         least time between two proposals while one is under way, unless much waits (kernel.Rhythm)
 * @param batchRetry   after this long without enough votes a batch is offered to everyone
 * @param fastLaneMost upper bound of δ_f (P§1.3), and its first value halved
 */
public record Timing(long viewTimeout, int doublings, long heartbeat, long pace, long batchRetry, long fastLaneMost) {

    public Timing {
        if (viewTimeout <= 0 || doublings < 0 || doublings > 10 || heartbeat <= 0 || pace < 0 || batchRetry <= 0
                || fastLaneMost <= 0) {
            throw new IllegalArgumentException("timing: all waits must be positive and doublings 0 to 10");
        }
    }

    /** For members in one building: a dead leader costs about a second. */
    public static Timing lan() {
        return new Timing(800_000, 4, 200_000, 10_000, 100_000, 40_000);
    }

    /** For members on different continents. */
    public static Timing wan() {
        return new Timing(4_000_000, 4, 1_000_000, 20_000, 1_000_000, 400_000);
    }

    /** τ_v after {@code failures} views, 0 or more, in a row without a decision. */
    public long viewTimeout(int failures) {
        if (failures < 0) {
            throw new IllegalArgumentException("failures: " + failures + ", must not be negative");
        }
        return viewTimeout << Math.min(failures, doublings);
    }
}
