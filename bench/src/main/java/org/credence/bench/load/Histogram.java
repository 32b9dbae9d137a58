package org.credence.bench.load;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of durations in microseconds. Exact below 256 µs, then within 1/128 of the value, up to 71 minutes; longer
 * ones count as that.
 * Fixed size, any number of threads.
 */
public final class Histogram {

    private static final int EXACT_BITS = 8;
    private static final int HALF = 1 << (EXACT_BITS - 1);
    private static final int VALUE_BITS = 32;
    private static final long MOST = (1L << VALUE_BITS) - 1;

    private final AtomicLongArray counts = new AtomicLongArray((1 << EXACT_BITS) + (VALUE_BITS - EXACT_BITS) * HALF);
    private final AtomicLong longest = new AtomicLong();

    /** Counts {@code times} durations of this many microseconds. */
    public void record(long micros, int times) {
        long value = Math.clamp(micros, 0, MOST);
        counts.addAndGet(bucket(value), times);
        longest.accumulateAndGet(value, Math::max);
    }

    /** How many durations have been counted. */
    public long count() {
        long sum = 0;
        for (int i = 0; i < counts.length(); i++) {
            sum += counts.get(i);
        }
        return sum;
    }

    /**
     * The least duration, in microseconds, that at least this share of all does not exceed; 0 if there is none.
     *
     * @param share above 0, at most 1
     */
    public long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = 0;
        for (int i = 0; i < counts.length(); i++) {
            seen += counts.get(i);
            if (seen >= rank) {
                return Math.min(highest(i), longest.get());
            }
        }
        return 0;
    }

    /** The longest duration, in microseconds. */
    public long longest() {
        return longest.get();
    }

    /** Above the exact ones, each power of two is cut into {@link #HALF} equal parts. */
    private static int bucket(long value) {
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(value) - EXACT_BITS);
        return (int) (value >>> shift) + shift * HALF;
    }

    private static long highest(int bucket) {
        int shift = bucket < 1 << EXACT_BITS ? 0 : (bucket - HALF) / HALF;
        long part = bucket - (long) shift * HALF;
        return ((part + 1) << shift) - 1;
    }
}
