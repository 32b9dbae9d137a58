package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What an experiment measured.
 *
 * @param samples one per setting and seed, in the order of the plan
 */
public record Results(Figure figure, Plan plan, List<Sample> samples) {

    public Results {
        samples = List.copyOf(samples);
    }

    /**
     * Runs a plan.
     *
     * @param progress told after every run, from the calling thread
     * @throws IllegalStateException if a run does not come to its end
     */
    public static Results of(Figure figure, Plan plan, Runnable progress) {
        List<Sample> samples = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(plan.threads())) {
            List<Future<Sample>> futures = new ArrayList<>();
            for (Setting setting : plan.settings()) {
                for (int i = 0; i < plan.seeds(); i++) {
                    long seed = plan.seed() + i;
                    futures.add(pool.submit(() -> Trial.of(setting, figure.load(), plan.blocks(), seed)));
                }
            }
            try {
                for (Future<Sample> future : futures) {
                    samples.add(future.get());
                    progress.run();
                }
            } catch (InterruptedException e) {
                pool.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("the experiment was interrupted", e);
            } catch (ExecutionException e) {
                pool.shutdownNow();
                throw new IllegalStateException(Optional.ofNullable(e.getCause()).map(Throwable::getMessage)
                        .orElse("a run failed"), e);
            }
        }
        return new Results(figure, plan, samples);
    }

    /** One metric at one point, over all seeds. */
    public Summary at(Setting setting, Metric metric) {
        return Summary.of(values(setting, metric));
    }

    private List<Double> values(Setting setting, Metric metric) {
        return samples.stream().filter(sample -> sample.setting().equals(setting))
                .map(sample -> metric.of().applyAsDouble(sample)).toList();
    }

    /** The sound form beside PBFT, by what the figure is about. */
    public List<Comparison> comparisons() {
        Metric metric = figure.metrics().getFirst();
        return plan.settings().stream().filter(setting -> setting.contender() == Contender.CBFT)
                .map(setting -> compare(setting, metric)).toList();
    }

    private Comparison compare(Setting setting, Metric metric) {
        List<Double> ours = values(setting, metric);
        List<Double> theirs = values(setting.of(Contender.PBFT), metric);
        return Comparison.of(setting, metric, Summary.of(ours).mean() / Summary.of(theirs).mean(),
                differences(ours, theirs));
    }

    /** Whether the claim of the paper holds here. */
    public boolean holds() {
        return comparisons().stream().noneMatch(c -> c.verdict() == Comparison.Verdict.WORSE)
                && (!figure.slopes() || trends().stream().noneMatch(Trend::steeper));
    }

    /** How CBFT and PBFT change from one number of members to the next. */
    public List<Trend> trends() {
        List<Trend> trends = new ArrayList<>();
        for (Setting setting : plan.settings()) {
            int next = plan.members().indexOf(setting.members()) + 1;
            if (setting.contender() == Contender.CBFT && next < plan.members().size()) {
                trends.add(trend(setting, plan.members().get(next)));
            }
        }
        return trends;
    }

    private Trend trend(Setting from, int to) {
        List<Double> ours = changes(from, to);
        List<Double> theirs = changes(from.of(Contender.PBFT), to);
        return new Trend(from, to, Summary.of(ours).mean(), Summary.of(theirs).mean(), differences(ours, theirs));
    }

    private List<Double> changes(Setting from, int to) {
        Metric metric = figure.metrics().getFirst();
        List<Double> before = values(from, metric);
        List<Double> after = values(from.at(to), metric);
        return IntStream.range(0, before.size()).mapToObj(i -> after.get(i) / before.get(i)).toList();
    }

    private static Summary differences(List<Double> ours, List<Double> theirs) {
        return Summary.of(IntStream.range(0, ours.size()).mapToObj(i -> ours.get(i) - theirs.get(i)).toList());
    }
}
