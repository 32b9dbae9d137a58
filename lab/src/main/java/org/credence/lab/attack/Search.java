package org.credence.lab.attack;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import org.credence.consensus.protocol.Protocol;
import org.credence.lab.cbft.PublishedFactory;
import org.credence.lab.cbft.Reading;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;

/**
 * Looks for an attack without knowing it: worlds drawn from seeds, with the kinds of trouble that the attack is made
 * of.
 *
 * @param id     of the attack
 * @param faults what may go wrong; without any of kind {@link Fault.Kind#BYZANTINE} every member is correct
 */
public record Search(String id, int members, Reading reading, Set<Fault> faults) {

    /** Within so many seeds a fork must show (P§11.2). */
    public static final int MOST = 10_000;

    private static final int AT_ONCE = 20;
    private static final long TROUBLE_MILLIS = 1_500;

    public Search {
        faults = Set.copyOf(faults);
    }

    /** The attacks that must be found so. */
    public static List<Search> all() {
        Set<Fault> slow = EnumSet.of(Fault.LOSS, Fault.REORDERING, Fault.CLOGGING, Fault.PARTITIONS,
                Fault.ONE_WAY_LINKS, Fault.ISOLATED_DECIDERS);
        Set<Fault> slowAndLying = EnumSet.copyOf(slow);
        slowAndLying.addAll(Fault.of(Fault.Kind.BYZANTINE));
        return List.of(new Search("A-C1", 4, Reading.decided(), slow),
                new Search("A-C2", 4, Reading.accepted(), slowAndLying),
                new Search("A-C11", 6, Reading.accepted(), slowAndLying));
    }

    /** Whether members may lie. */
    public boolean lying() {
        return faults.stream().anyMatch(fault -> fault.kind() == Fault.Kind.BYZANTINE);
    }

    /**
     * The first seed in whose world the published form forks.
     *
     * @param most     how many seeds to try at the most, from {@code first} upwards
     * @param progress told how many are done, now and then
     */
    public Optional<Long> forkOfPublished(long first, int most, int threads, LongConsumer progress) {
        EngineFactory published = PublishedFactory.even(reading, members);
        for (int done = 0; done < most;) {
            int count = Math.min(AT_ONCE, most - done);
            Optional<Long> fork = run(published, first + done, count, threads, EnumSet.of(Invariant.S1)).stream()
                    .filter(violation -> violation.invariant() == Invariant.S1).map(Violation::seed).findFirst();
            if (fork.isPresent()) {
                return fork;
            }
            done += count;
            progress.accept(done);
        }
        return Optional.empty();
    }

    /** What breaks in the sound form in the worlds of these seeds, any invariant watched. */
    public List<Violation> violationsOfSound(long first, int seeds, int threads, LongConsumer progress) {
        for (int done = 0; done < seeds;) {
            int count = Math.min(AT_ONCE, seeds - done);
            List<Violation> found = run(EngineFactory.of(Protocol.CBFT), first + done, count, threads,
                    EnumSet.allOf(Invariant.class));
            if (!found.isEmpty()) {
                return found;
            }
            done += count;
            progress.accept(done);
        }
        return List.of();
    }

    private List<Violation> run(EngineFactory factory, long first, int seeds, int threads, Set<Invariant> watched) {
        Options options = Options.of(Protocol.CBFT, first, members).withSeeds(seeds).withThreads(threads)
                .withFaults(faults).withSafetyMillis(TROUBLE_MILLIS).withInvariants(watched);
        return new Simulation(factory).run(options, _ -> {}).violations();
    }
}
