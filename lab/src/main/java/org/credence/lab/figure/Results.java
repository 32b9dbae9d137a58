package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            differences.add(ours.get(i) - theirs.get(i));
        }
        return Comparison.of(setting, metric, Summary.of(ours).mean() / Summary.of(theirs).mean(),
                Summary.of(differences));
    }

    /** Whether the claim of the paper holds here: at no point is CBFT worse than PBFT. */
    public boolean holds() {
        return comparisons().stream().noneMatch(c -> c.verdict() == Comparison.Verdict.WORSE);
    }

    /** How each contender changes from the smallest consortium to the largest. */
    public List<Trend> trends() {
        Metric metric = figure.metrics().getFirst();
        int least = plan.members().getFirst();
        int most = plan.members().getLast();
        return plan.settings().stream().filter(setting -> setting.members() == least)
                .map(setting -> new Trend(setting, most,
                        at(setting.at(most), metric).mean() / at(setting, metric).mean()))
                .toList();
    }
}
