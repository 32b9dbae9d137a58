package org.credence.simulator.result;

import java.util.List;
import java.util.Optional;

/**
 * Result of a run over many seeds.
 *
 * @param outcomes  one per seed, ascending
 * @param wallNanos how long it took
 */
public record Report(List<Outcome> outcomes, long wallNanos) {

    public Report {
        outcomes = List.copyOf(outcomes);
    }

    /** How many seeds ran. */
    public int seeds() {
        return outcomes.size();
    }

    /** At most one per seed, ascending by seed. */
    public List<Violation> violations() {
        return outcomes.stream().flatMap(outcome -> outcome.violation().stream()).toList();
    }

    public Optional<Long> firstFailingSeed() {
        return violations().stream().map(Violation::seed).findFirst();
    }

    /** Messages simulated per second of wall clock. */
    public double messagesPerSecond() {
        return outcomes.stream().mapToLong(Outcome::messages).sum() * 1e9 / Math.max(1, wallNanos);
    }
}
