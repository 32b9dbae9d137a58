package org.credence.bench.load;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** Events per second of a span of time. Any number of threads. */
public final class Windows {

    private static final long SECOND = 1_000_000_000L;

    private final long start;
    private final AtomicLongArray counts;

    /**
     * @param startNanos begin, on the clock of {@link System#nanoTime}
     * @param seconds    length
     */
    public Windows(long startNanos, int seconds) {
        start = startNanos;
        counts = new AtomicLongArray(seconds);
    }

    /** Counts events of one moment; those outside the span do not count. */
    public void add(long nanos, int events) {
        long since = nanos - start;
        if (since >= 0 && since < counts.length() * SECOND) {
            counts.addAndGet((int) (since / SECOND), events);
        }
    }

    /** Events of the second with this index. */
    public long at(int second) {
        return counts.get(second);
    }

    public long total() {
        return Arrays.stream(sorted()).sum();
    }

    /** Events per second, the median of all seconds. */
    public double median() {
        long[] sorted = sorted();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** Events per second over the whole span. */
    public double mean() {
        return (double) total() / counts.length();
    }

    /** The poorest second. */
    public long least() {
        return sorted()[0];
    }

    private long[] sorted() {
        long[] sorted = new long[counts.length()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = counts.get(i);
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
