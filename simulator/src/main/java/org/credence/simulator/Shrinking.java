package org.credence.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.credence.simulator.result.Shrunk;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Schedule;
import org.credence.simulator.setup.Witness;

/**
 * Makes a failing world as small as it will go while the same invariant breaks: time that comes after, whole faults,
 * single actions, the time before them, the trouble of single links. Deterministic, and bounded by a number of runs.
 */
public final class Shrinking {

    private final Simulation simulation;
    private final int most;
    private Options best;
    private Violation violation;
    private int runs;

    private Shrinking(Simulation simulation, Options options, Violation violation, int most) {
        this.simulation = simulation;
        this.best = options;
        this.violation = violation;
        this.most = most;
    }

    /**
     * Shrinks the world of a violation.
     *
     * @param options with which it was found
     * @param most    simulations that it may take
     */
    public static Shrunk of(Simulation simulation, Options options, Violation violation, int most) {
        Options one = options.withSeed(violation.seed()).withSeeds(1).withThreads(1);
        return new Shrinking(simulation, one, violation, most).run();
    }

    private Shrunk run() {
        long before = Long.MAX_VALUE;
        while (size() < before && runs < most) {
            before = size();
            time();
            remove(List.copyOf(happening()), left -> best.withSchedule(best.schedule().only(Set.copyOf(left))));
            remove(violation.actions(), this::without);
            quiet();
            remove(troubled(), this::calming);
        }
        return new Shrunk(violation, best, runs);
    }

    /** What is left, for comparison only. */
    private long size() {
        return happening().size() + violation.actions().size() + troubled().size() + best.safetyMillis()
                - best.schedule().quietMillis();
    }

    /** Runs it; if the same invariant breaks, that is the new best. */
    private boolean fails(Options options) {
        if (runs >= most) {
            return false;
        }
        runs++;
        Optional<Violation> found = simulation.witnessed(options, Witness.nobody()).violation()
                .filter(v -> v.invariant() == violation.invariant());
        found.ifPresent(v -> {
            violation = v;
            best = options;
        });
        return found.isPresent();
    }

    /** Trouble need last no longer than until the invariant breaks, and perhaps not even so long. */
    private void time() {
        long until = violation.atMicros() / 1000 + 1;
        if (until < best.safetyMillis()) {
            fails(best.withSafetyMillis(until));
        }
        for (long millis = best.safetyMillis() / 2; millis > 0; millis /= 2) {
            if (!fails(best.withSafetyMillis(best.safetyMillis() - millis)) && millis < best.safetyMillis() / 16) {
                return;
            }
        }
    }

    private void quiet() {
        for (long millis = best.safetyMillis() / 2; millis > best.safetyMillis() / 32; millis /= 2) {
            Schedule schedule = best.schedule();
            fails(best.withSchedule(schedule.quiet(schedule.quietMillis() + millis)));
        }
    }

    /** Leaves out halves, quarters, and at last single ones, as long as what is left still fails. */
    private <T> void remove(List<T> items, Function<List<T>, Options> with) {
        List<T> left = new ArrayList<>(items);
        for (int size = Math.max(1, left.size()); size >= 1; size /= 2) {
            for (int at = 0; at < left.size();) {
                List<T> fewer = new ArrayList<>(left);
                fewer.subList(at, Math.min(at + size, left.size())).clear();
                if (fails(with.apply(fewer))) {
                    left = fewer;
                } else {
                    at += size;
                }
            }
        }
    }

    private Set<Fault> happening() {
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        faults.addAll(best.faults());
        faults.retainAll(best.schedule().only());
        return faults;
    }

    /** Only these actions of those that took place. */
    private Options without(List<String> left) {
        Schedule schedule = best.schedule();
        Set<String> omitted = new TreeSet<>(schedule.omitted());
        violation.actions().stream().filter(action -> !left.contains(action)).forEach(omitted::add);
        return best.withSchedule(schedule.omitting(omitted));
    }

    private List<String> troubled() {
        List<String> links = links();
        links.removeAll(best.schedule().calm());
        return links;
    }

    private Options calming(List<String> left) {
        List<String> calm = links();
        calm.removeAll(left);
        return best.withSchedule(best.schedule().calming(new TreeSet<>(calm)));
    }

    private List<String> links() {
        List<String> links = new ArrayList<>();
        for (int from = 0; from < best.quorum().n(); from++) {
            for (int to = 0; to < best.quorum().n(); to++) {
                if (from != to) {
                    links.add(Schedule.link(from, to));
                }
            }
        }
        return links;
    }
}
