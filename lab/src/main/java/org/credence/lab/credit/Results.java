package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.credence.lab.figure.Summary;

/**
 * What the experiment measured.
 *
 * @param samples one per setting and seed, in the order of the plan
 */
public record Results(Plan plan, List<Sample> samples) {

    /** By how much failed views must fall with an intermittent member (P§11.2). */
    public static final double ENOUGH = 0.5;

    public Results {
        samples = List.copyOf(samples);
    }

    /**
     * Runs a plan.
     *
     * @param progress told after every run, from the calling thread
     * @throws IllegalStateException if a run does not come to its end
     */
    public static Results of(Plan plan, Runnable progress) {
        List<Sample> samples = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(plan.threads())) {
            List<Future<Sample>> futures = new ArrayList<>();
            for (Setting setting : plan.settings()) {
                for (int i = 0; i < plan.seeds(); i++) {
                    long seed = plan.seed() + i;
                    futures.add(pool.submit(() -> Trial.of(setting, plan, seed)));
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
        return new Results(plan, samples);
    }

    /** All worlds of one setting, by seed. */
    public List<Sample> of(Setting setting) {
        return samples.stream().filter(sample -> sample.setting().equals(setting)).toList();
    }

    private List<Double> values(Setting setting, Measure measure) {
        return of(setting).stream().map(measure::of).toList();
    }

    /** One measure of one setting, over all seeds. */
    public Summary at(Setting setting, Measure measure) {
        return Summary.of(values(setting, measure));
    }

    /** Settings in which a member is bad and credit ranks. */
    public List<Setting> compared() {
        return plan.settings().stream().filter(s -> s.kind() != Kind.HEALTHY && s.policy().credit()).toList();
    }

    /** By which part a measure falls from round robin to the setting's policy. */
    public Reduction reduction(Setting setting, Measure measure) {
        return Reduction.of(values(new Setting(setting.kind(), Policy.ROUND_ROBIN), measure),
                values(setting, measure));
    }

    /** Whether bad members kept the lead in a setting. */
    public Lead lead(Setting setting) {
        return Lead.of(setting, of(setting));
    }

    /** Lies in all worlds of a setting. */
    public Sample.Lies lies(Setting setting) {
        return of(setting).stream().map(Sample::lies).reduce(new Sample.Lies(0, 0),
                (a, b) -> new Sample.Lies(a.told() + b.told(), a.proven() + b.proven()));
    }

    /** Whether leaders by credit spare enough failed views where one member is intermittent, young or settled. */
    public boolean sparesViews() {
        return Arrays.stream(Policy.values()).filter(Policy::credit).allMatch(
                policy -> reduction(new Setting(Kind.INTERMITTENT, policy), Measure.FAILURES).part() >= ENOUGH);
    }

    /** Whether every bad member loses the lead in time and regains it only by behaving. */
    public boolean keepsOut() {
        return compared().stream().map(this::lead).allMatch(Lead::holds);
    }

    /** Whether all is as the project demands it. */
    public boolean holds() {
        return sparesViews() && keepsOut();
    }

    /**
     * In which part of the worlds the bad member leads so many epochs after the one in which it first misbehaved; empty
     * if no run lasts that long.
     */
    Optional<Summary> leading(Setting setting, int after) {
        List<Double> leads = of(setting).stream().map(Sample::career).flatMap(career -> career.leads(after).stream())
                .map(is -> is ? 1.0 : 0.0).toList();
        return leads.isEmpty() ? Optional.empty() : Optional.of(Summary.of(leads));
    }
}
