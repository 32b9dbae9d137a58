package org.credence.lab.figure;

import java.util.List;

/** Delays in milliseconds: of so many the mean, and what half and nineteen of twenty do not exceed. */
public record Delays(double meanMs, double p50Ms, double p95Ms) {

    private static final double MICROS = 1_000;

    /** @throws IllegalArgumentException if there are none */
    public static Delays of(List<Long> micros) {
        if (micros.isEmpty()) {
            throw new IllegalArgumentException("delays: are none, must be at least one");
        }
        List<Long> sorted = micros.stream().sorted().toList();
        double mean = sorted.stream().mapToLong(Long::longValue).average().orElseThrow();
        return new Delays(mean / MICROS, rank(sorted, 50), rank(sorted, 95));
    }

    /** The nearest rank. */
    private static double rank(List<Long> sorted, int percent) {
        return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1) / MICROS;
    }
}
