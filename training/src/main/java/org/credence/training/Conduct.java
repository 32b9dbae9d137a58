package org.credence.training;

/**
 * What a member really did in an epoch of {@value #BLOCKS} blocks.
 *
 * @param offline share of the epoch in which it was silent
 * @param missed  blocks decided without its vote in time
 * @param lagMs   time from a block to its vote, milliseconds
 * @param fault   whether it was proven to contradict itself
 */
record Conduct(double offline, int missed, double lagMs, boolean fault) {

    static final int BLOCKS = 1_000;

    /** A vote later than this counts fully against a member, milliseconds. */
    private static final double LATE_MS = 1_000;
    private static final double TROUBLE_SHARE = 0.1;

    double missedShare() {
        return (double) missed / BLOCKS;
    }

    /** Of 0 to 1. */
    double lateness() {
        return StrictMath.min(1, lagMs / LATE_MS);
    }

    /** Whether somebody who relied on the member would have noticed. */
    boolean trouble() {
        return fault || missedShare() > TROUBLE_SHARE || lagMs > LATE_MS / 2;
    }
}
