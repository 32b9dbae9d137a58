package org.credence.bench.load;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When each transaction of an open loop is due, whatever became of the earlier ones: the k-th at start + k ÷ rate,
 * computed from k so that
 * no rounding adds up. Latency counts from here, so that a slow answer also counts for those it delayed.
 */
public final class Schedule {

    private static final long SECOND = 1_000_000_000L;

    private final long start;
    private final int rate;
    private final long end;
    private final AtomicLong taken = new AtomicLong();

    /**
     * @param startNanos when the first is due, on the clock of {@link System#nanoTime}
     * @param rate       transactions per second, at least 1
     * @param seconds    none is due after this long
     */
    public Schedule(long startNanos, int rate, int seconds) {
        start = startNanos;
        this.rate = rate;
        end = (long) rate * seconds;
    }

    /**
     * Some transactions that nobody else has taken.
     *
     * @param first index of the first
     * @param count 0 if none is left
     */
    public record Taken(long first, int count) {}

    /** When the transaction with this index is due. */
    public long due(long index) {
        // Whole seconds apart: a day at the highest rate is more than a product in nanoseconds can hold.
        return start + index / rate * SECOND + index % rate * SECOND / rate;
    }

    /** Takes the next one, due or not, and those after it that are due by now, up to {@code most} in all. */
    public Taken take(long nowNanos, int most) {
        while (true) {
            long first = taken.get();
            if (first >= end) {
                return new Taken(first, 0);
            }
            long due = Math.clamp(dueBy(nowNanos) - first, 1, Math.min(most, end - first));
            if (taken.compareAndSet(first, first + due)) {
                return new Taken(first, (int) due);
            }
        }
    }

    /** How many are due by then. */
    private long dueBy(long nowNanos) {
        long since = nowNanos - start;
        return since < 0 ? 0 : since / SECOND * rate + since % SECOND * rate / SECOND + 1;
    }
}
