package org.credence.lab.figure;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.credence.simulator.random.Chance;

/** Values of several seeds or runs: mean, median, and the 95 % bootstrap interval of one of the two (P§11). */
public record Summary(double mean, double median, double low, double high) {

    private static final int RESAMPLES = 2_000;
    /** Always the same, or one CSV would go with several pages. */
    private static final long SEED = 1;

    /**
     * With the interval of the mean.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static Summary of(List<Double> values) {
        return of(values, Summary::mean);
    }

    /**
     * With the interval of the median: where a run can be hit by what has nothing to do with it.
     *
     * @throws IllegalArgumentException if there are no values
     */
    public static Summary ofMedian(List<Double> values) {
        return of(values, Summary::median);
    }

    private static Summary of(List<Double> values, ToDoubleFunction<double[]> statistic) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("summary: of no values, must be at least one");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double[] resampled = resampled(sorted, statistic);
        return new Summary(mean(sorted), median(sorted), resampled[RESAMPLES * 25 / 1000],
                resampled[RESAMPLES * 975 / 1000 - 1]);
    }

    private static double[] resampled(double[] values, ToDoubleFunction<double[]> statistic) {
        Chance chance = new Chance(SEED);
        double[] statistics = new double[RESAMPLES];
        double[] sample = new double[values.length];
        for (int i = 0; i < RESAMPLES; i++) {
            for (int j = 0; j < values.length; j++) {
                sample[j] = values[chance.below(values.length)];
            }
            statistics[i] = statistic.applyAsDouble(sample);
        }
        Arrays.sort(statistics);
        return statistics;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }
}
