package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.consensus.part.Timing;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Rosters;

/**
 * The faults one seed gets: each is absent, mild or harsh by the seed's own choice, so that a thousand seeds meet
 * combinations that no fixed setting has.
 *
 * @param regions       per member its region of {@link Regions}; empty if all are in one building
 * @param amounts       how much of each fault: a share, an interval or a time in microseconds; absent ones are not
 *                      listed
 * @param submitEvery   mean interval between batches of one author, microseconds
 * @param executeMicros mean time to execute a block
 * @param liars         the members that misbehave, and how
 */
record Swarm(Timing timing, List<Integer> regions, Map<Fault, Double> amounts, long submitEvery, long executeMicros,
        SortedMap<Integer, Set<Fault>> liars) {

    /** Short timers for short worlds: what matters is their ratio to the latency, which is that of a real building. */
    static final Timing BRISK = new Timing(200_000, 4, 50_000, 1_000, 25_000, 10_000);

    private static final List<Fault> LIES = List.copyOf(new ArrayList<>(Fault.of(Fault.Kind.BYZANTINE)));
    /** These members keep to the protocol; it is their machines that do not. */
    private static final Set<Fault> BAD_MACHINES = EnumSet.of(Fault.TWINS, Fault.FORGETS_PROMISES);

    Swarm {
        regions = List.copyOf(regions);
        amounts = Collections.unmodifiableMap(new EnumMap<>(amounts.isEmpty() ? new EnumMap<>(Fault.class) : amounts));
    }

    static Swarm draw(Options options, int firstLeader, Chance chance) {
        Set<Fault> only = options.schedule().only();
        Set<Fault> pool = EnumSet.copyOf(LIES);
        pool.retainAll(options.faults());
        Draws draws = new Draws(options.faults(), only, chance.split());
        Chance world = chance.split();
        int members = options.quorum().n();
        int processes = options.churn() ? Rosters.processes(options.quorum()) : members;
        boolean far = draws.every(Fault.WAN, 0.15, 1).amounts().containsKey(Fault.WAN);
        Timing timing = far ? Timing.wan() : BRISK;
        long unit = timing.viewTimeout();
        draws.amount(Fault.LOSS, 0.5, 0.3).amount(Fault.DUPLICATION, 0.4, 0.2).amount(Fault.REORDERING, 0.4, 0.2)
                .every(Fault.CLOGGING, 0.3, unit).every(Fault.PARTITIONS, 0.5, 2 * unit)
                .every(Fault.ONE_WAY_LINKS, 0.25, 3 * unit).amount(Fault.ISOLATED_DECIDERS, 0.4, 0.3)
                .every(Fault.LONELY_LEADERS, 0.25, 3 * unit).amount(Fault.BLACKOUT, 0.15, 0.6)
                .every(Fault.CRASHES, 0.5, 2 * unit).every(Fault.POWER_CUTS, 0.15, 5 * unit)
                .every(Fault.PAUSES, 0.25, 3 * unit).amount(Fault.SLOW_DISKS, 0.6, 0.02 * unit)
                .every(Fault.STALLED_DISKS, 0.2, 4 * unit).every(Fault.FULL_DISKS, 0.2, 5 * unit)
                .every(Fault.LAZY_DISKS, 0.4, 1).amount(Fault.CLOCKS, 0.5, 2_000_000)
                .every(Fault.CLOCK_JUMPS, 0.3, 3 * unit);
        return new Swarm(timing, far ? regions(processes, draws.source(Fault.WAN)) : List.of(), draws.amounts(),
                (long) (unit * (0.5 + world.upTo(1.5)) * members / 4.0), (long) world.upTo(0.02 * unit),
                pool.isEmpty() ? new TreeMap<>() : liars(options, firstLeader, pool, world.split()));
    }

    private static List<Integer> regions(int members, Chance chance) {
        List<Integer> regions = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            regions.add(chance.below(Regions.measured().count()));
        }
        return regions;
    }

    /** What the schedule leaves out is left out after it was drawn, so that nothing else changes by it. */
    private static SortedMap<Integer, Set<Fault>> liars(Options options, int firstLeader, Set<Fault> pool,
            Chance chance) {
        int most = options.liars();
        int members = options.quorum().n();
        SortedMap<Integer, Set<Fault>> liars = new TreeMap<>();
        int count = chance.happens(0.8) ? most : chance.below(most + 1);
        // The first leader acts in every world, later ones only where views fail: so it lies more often than its share.
        int candidate = chance.happens(0.6) ? firstLeader : chance.below(members);
        while (liars.size() < count) {
            liars.put(candidate, lies(List.copyOf(pool), chance));
            candidate = chance.below(members);
        }
        if (options.churn() && most > 0) {
            // Who joins later may lie as well; a seat is theirs only while no more lie than are tolerated.
            for (int process = members; process < Rosters.processes(options.quorum()); process++) {
                if (chance.happens(0.3)) {
                    liars.put(process, lies(List.copyOf(pool), chance));
                }
            }
        }
        liars.values().forEach(faults -> faults.retainAll(options.schedule().only()));
        liars.values().removeIf(Set::isEmpty);
        return liars;
    }

    /** Twins and forgetful disks act alone: the member itself is correct. */
    private static Set<Fault> lies(List<Fault> pool, Chance chance) {
        Fault first = chance.happens(0.3) && pool.contains(Fault.AMBUSHES) ? Fault.AMBUSHES : chance.pick(pool);
        boolean machine = chance.happens(0.1) && pool.containsAll(BAD_MACHINES);
        if (machine || BAD_MACHINES.contains(first)) {
            return EnumSet.of(machine ? chance.pick(List.copyOf(BAD_MACHINES)) : first);
        }
        Set<Fault> drawn = EnumSet.of(first);
        while (chance.happens(0.4)) {
            drawn.add(chance.pick(pool));
        }
        drawn.removeAll(BAD_MACHINES);
        return drawn;
    }

    /** The same with these liars in place of the drawn ones; what they do is not drawn. */
    Swarm withLiars(Set<Integer> members) {
        SortedMap<Integer, Set<Fault>> given = new TreeMap<>();
        members.forEach(member -> given.put(member, Set.of()));
        return new Swarm(timing, regions, amounts, submitEvery, executeMicros, given);
    }

    /** The liars that make plans together, which leaves out those with nothing but a bad machine. */
    Set<Integer> schemers() {
        Set<Integer> schemers = new TreeSet<>(liars.keySet());
        schemers.removeIf(member -> !liars.getOrDefault(member, Set.of()).isEmpty()
                && BAD_MACHINES.containsAll(liars.getOrDefault(member, Set.of())));
        return schemers;
    }

    /** How much of a fault there is; 0 if there is none. */
    double amount(Fault fault) {
        return amounts.getOrDefault(fault, 0.0);
    }

    boolean has(Fault fault) {
        return amounts.containsKey(fault);
    }

    /** Mean time of a disk's sync, microseconds. */
    long syncMicros() {
        return (long) amount(Fault.SLOW_DISKS);
    }

    /** The members with one of the faults that liars have. */
    boolean lies(int member, Fault fault) {
        return liars.getOrDefault(member, Set.of()).contains(fault);
    }

    /** The draw in one line, without what is absent. */
    String brief() {
        StringBuilder text = new StringBuilder(regions.isEmpty() ? "lan" : "wan");
        amounts.forEach((fault, amount) -> text.append(' ').append(fault.name().toLowerCase(Locale.ROOT)).append('=')
                .append(amount < 1 ? Math.round(amount * 1000) / 1000.0 : Math.round(amount)));
        return text.append(liars.isEmpty() ? "" : " liars=" + liars).toString();
    }
}
