package org.credence.cli.feeder;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a feeder has done so far. Safe from any thread. */
public final class FeederCounts {

    private static final int KEPT = 2048;

    private final long[] latencies = new long[KEPT];
    private final SortedMap<String, Long> refusals = new TreeMap<>();
    private int samples;
    private long accepted;
    private long known;
    private long registered;
    private long retries;
    private long missing;

    /**
     * The counts at one moment.
     *
     * @param accepted   readings decided and accepted
     * @param known      transactions that turned out to have been decided before
     * @param registered meters registered in this run
     * @param retries    requests sent again because a member did not answer or decide in time
     * @param missing    half hours for which the recording has no value
     * @param refusals   transactions that were refused or failed, by reason
     * @param p50Micros  median of the last requests, from sending to the answer that all of it is decided; 0 without
     *                   samples
     * @param p99Micros  99th percentile of the same
     */
    public record Snapshot(long accepted, long known, long registered, long retries, long missing,
            SortedMap<String, Long> refusals,
            long p50Micros, long p99Micros) {}

    synchronized void answered(long micros) {
        latencies[samples % KEPT] = micros;
        samples++;
    }

    synchronized void accepted(int readings) {
        accepted += readings;
    }

    synchronized void known() {
        known++;
    }

    synchronized void registered(int meters) {
        registered += meters;
    }

    synchronized void retried() {
        retries++;
    }

    synchronized void missing() {
        missing++;
    }

    synchronized void refused(String reason) {
        refusals.merge(reason, 1L, Long::sum);
    }

    public synchronized Snapshot snapshot() {
        long[] sorted = Arrays.copyOf(latencies, Math.min(samples, KEPT));
        Arrays.sort(sorted);
        return new Snapshot(accepted, known, registered, retries, missing, new TreeMap<>(refusals),
                quantile(sorted, 50),
                quantile(sorted, 99));
    }

    private static long quantile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0
                : sorted[(int) Math.min(sorted.length - 1L, (long) sorted.length * percent / 100)];
    }
}
