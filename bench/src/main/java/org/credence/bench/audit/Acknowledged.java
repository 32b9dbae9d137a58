package org.credence.bench.audit;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which transactions clients were told are decided, and at which height. Safe from any thread. */
public final class Acknowledged {

    /** So many are remembered one by one, in 160 MB; more are only counted. */
    public static final int MOST = 10_000_000;

    private static final int FIRST = 65_536;

    private final int most;
    private long[] heights;
    private long[] prefixes;
    private int size;
    private long seen;

    /** @param most transactions that are remembered, at least 1 */
    public Acknowledged(int most) {
        this.most = most;
        heights = new long[Math.min(most, FIRST)];
        prefixes = new long[heights.length];
    }

    /** @param idPrefix the first eight bytes of its id */
    public synchronized void add(long height, long idPrefix) {
        seen++;
        if (size == most) {
            return;
        }
        if (size == heights.length) {
            int larger = (int) Math.min(most, size * 2L);
            heights = Arrays.copyOf(heights, larger);
            prefixes = Arrays.copyOf(prefixes, larger);
        }
        heights[size] = height;
        prefixes[size] = idPrefix;
        size++;
    }

    /** How many there were. */
    public synchronized long seen() {
        return seen;
    }

    /** How many are remembered. */
    public synchronized int remembered() {
        return size;
    }

    /** The id prefixes of those remembered, sorted, by the height they are said to be at. */
    public synchronized SortedMap<Long, long[]> byHeight() {
        SortedMap<Long, Integer> counts = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            counts.merge(heights[i], 1, Integer::sum);
        }
        SortedMap<Long, long[]> byHeight = new TreeMap<>();
        counts.forEach((height, count) -> byHeight.put(height, new long[count]));
        for (int i = 0; i < size; i++) {
            int left = counts.merge(heights[i], -1, Integer::sum);
            byHeight.getOrDefault(heights[i], prefixes)[left] = prefixes[i];
        }
        byHeight.values().forEach(Arrays::sort);
        return byHeight;
    }
}
