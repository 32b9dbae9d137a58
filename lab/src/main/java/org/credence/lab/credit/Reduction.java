package org.credence.lab.credit;

import java.util.Arrays;
import java.util.List;
import org.credence.simulator.random.Chance;

/**
 * By which part a quantity falls from one policy to another in the same worlds, and the 95 % bootstrap interval of that
 * (P§11): worlds are drawn anew, each with both its values.
 */
public record Reduction(double part, double low, double high) {

    private static final int RESAMPLES = 2_000;
    /** Always the same, or one CSV would go with several pages. */
    private static final long SEED = 1;

    /**
     * @param before by world
     * @param after  of the same worlds
     * @throws IllegalArgumentException if there are none, or not as many
     */
    static Reduction of(List<Double> before, List<Double> after) {
        if (before.isEmpty() || before.size() != after.size()) {
            throw new IllegalArgumentException("reduction: of " + before.size() + " worlds to " + after.size()
                    + ", must be as many and at least one");
        }
        Chance chance = new Chance(SEED);
        int[] all = new int[before.size()];
        Arrays.setAll(all, world -> world);
        double[] parts = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            int[] drawn = new int[all.length];
            Arrays.setAll(drawn, _ -> chance.below(all.length));
            parts[i] = part(before, after, drawn);
        }
        Arrays.sort(parts);
        return new Reduction(part(before, after, all), parts[RESAMPLES * 25 / 1000],
                parts[RESAMPLES * 975 / 1000 - 1]);
    }

    /** Nothing is reduced where there was nothing. */
    private static double part(List<Double> before, List<Double> after, int[] worlds) {
        double was = Arrays.stream(worlds).mapToDouble(before::get).sum();
        double is = Arrays.stream(worlds).mapToDouble(after::get).sum();
        return was == 0 ? 0 : 1 - is / was;
    }
}
