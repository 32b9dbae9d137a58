package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What was measured on real members. The machine does other things too, so what counts is the median of the runs, and
 * contenders are compared by the ratio of runs that followed each other.
 *
 * @param samples in the order in which they were measured
 */
public record RealResults(Figure figure, RealPlan plan, List<Sample> samples) {

    public RealResults {
        samples = List.copyOf(samples);
    }

    /**
     * Runs a plan, one run after the other. Contenders take turns and another one begins every time, so that what the
     * machine does meanwhile hits all alike; the first turn at each point warms up and does not count.
     *
     * @param progress told after every run
     */
    public static RealResults of(Figure figure, RealPlan plan, Ground ground, Runnable progress) {
        List<Sample> samples = new ArrayList<>();
        for (Setting point : plan.baselines()) {
            for (int run = 0; run <= plan.runs(); run++) {
                for (Contender contender : turn(run)) {
                    Sample sample = ground.run(point.of(contender), figure.load(),
                            plan.blocksOf(point.transactions()), run);
                    if (run > 0) {
                        samples.add(sample);
                    }
                    progress.run();
                }
            }
        }
        return new RealResults(figure, plan, samples);
    }

    private static List<Contender> turn(int run) {
        List<Contender> order = new ArrayList<>(List.of(Contender.values()));
        Collections.rotate(order, run);
        return order;
    }

    /** All points, each contender's beside the others'. */
    public List<Setting> settings() {
        return plan.baselines().stream()
                .flatMap(point -> List.of(Contender.values()).stream().map(point::of)).toList();
    }

    /** One metric at one point: the median of the runs, with its interval. */
    public Summary at(Setting setting, Metric metric) {
        return Summary.ofMedian(values(setting, metric));
    }

    /** A contender's value divided by PBFT's in the same turn: the median over all turns, with its interval. */
    public Summary ratio(Setting setting, Metric metric) {
        List<Double> own = values(setting, metric);
        List<Double> baseline = values(setting.of(Contender.PBFT), metric);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i) / baseline.get(i));
        }
        return Summary.ofMedian(ratios);
    }

    private List<Double> values(Setting setting, Metric metric) {
        return samples.stream().filter(sample -> sample.setting().equals(setting))
                .map(sample -> metric.of().applyAsDouble(sample)).toList();
    }
}
