package org.credence.ledger.observation;

import java.util.Arrays;

/** The last values of a quantity, and their median. Not safe from several threads. */
final class Samples {

    private static final int KEPT = 512;

    private final long[] values = new long[KEPT];
    private long count;

    void add(long value) {
        values[(int) (count++ % KEPT)] = value;
    }

    /** The lower median, divided and bounded to what a report holds. */
    int median(long divisor) {
        if (count == 0) {
            return Measured.UNKNOWN;
        }
        long[] sorted = Arrays.copyOf(values, (int) Math.min(count, KEPT));
        Arrays.sort(sorted);
        return Math.clamp(sorted[(sorted.length - 1) / 2] / divisor, 0, Measured.UNKNOWN);
    }
}
