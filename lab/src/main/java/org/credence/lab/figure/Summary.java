package org.credence.lab.figure;

import java.util.Arrays;
import java.util.List;
import org.credence.simulator.random.Chance;

/** Values of several seeds: mean, median, and the 95 % bootstrap interval of the mean (P§11). */
public record Summary(double mean, double median, double low, double high) {

    private static final int RESAMPLES = 2_000;
    /** Always the same, or one CSV would go with several pages. */
    private static final long SEED = 1;

    /** @throws IllegalArgumentException if there are no values */
    public static Summary of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("summary: of no values, must be at least one");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        double[] means = means(sorted);
        return new Summary(mean(sorted), median, means[RESAMPLES * 25 / 1000], means[RESAMPLES * 975 / 1000 - 1]);
    }

    private static double[] means(double[] values) {
        Chance chance = new Chance(SEED);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            double sum = 0;
            for (int j = 0; j < values.length; j++) {
                sum += values[chance.below(values.length)];
            }
            means[i] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
