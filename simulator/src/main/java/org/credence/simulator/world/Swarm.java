package org.credence.simulator.world;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.simulator.byzantine.Behaviour;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;

/**
 * The faults one seed gets: each kind is absent, mild or harsh by the seed's own choice, so that a thousand seeds meet
 * combinations that
 * no fixed setting has. Times are microseconds; an interval of 0 means never.
 *
 * @param regions       per member its region of {@link Regions}; empty if all are in one building
 * @param loss          share of messages lost while there is trouble
 * @param duplication   share of messages doubled
 * @param reordering    share of messages delayed by up to a view's time
 * @param clogEvery     mean interval between stalls of a link
 * @param cutEvery      mean interval between partitions
 * @param cutDecider    share of new heights whose first decider is cut off at that moment (N02)
 * @param crashEvery    mean interval between crashes
 * @param crashAll      share of crashes that hit everybody (N08)
 * @param syncMicros    mean time of a disk sync
 * @param lazy          whether what need not be durable is stored late and lost in a crash
 * @param skewMicros    largest difference of a clock
 * @param submitEvery   mean interval between batches of one author
 * @param executeMicros mean time to execute a block
 * @param liars         the members that misbehave, and how
 */
record Swarm(Timing timing, List<Integer> regions, double loss, double duplication, double reordering, long clogEvery,
        long cutEvery, double cutDecider, long crashEvery, double crashAll, long syncMicros, boolean lazy,
        long skewMicros,
        long submitEvery, long executeMicros, SortedMap<Integer, Set<Behaviour>> liars) {

    /** Short timers for short worlds: what matters is their ratio to the latency, which is that of a real building. */
    static final Timing BRISK = new Timing(200_000, 4, 50_000, 1_000, 25_000, 10_000);

    static Swarm draw(Options options, int firstLeader, Chance chance) {
        Set<Fault> faults = options.faults();
        Quorum quorum = options.quorum();
        boolean far = faults.contains(Fault.WAN) && chance.happens(0.15);
        Timing timing = far ? Timing.wan() : BRISK;
        long unit = timing.viewTimeout();
        SortedMap<Integer, Set<Behaviour>> liars = faults.contains(Fault.BYZANTINE)
                ? liars(quorum, firstLeader, chance)
                : new TreeMap<>();
        return new Swarm(timing, far ? regions(quorum.n(), chance) : List.of(),
                amount(faults, Fault.LOSS, 0.5, 0.3, chance), amount(faults, Fault.DUPLICATION, 0.4, 0.2, chance),
                amount(faults, Fault.REORDERING, 0.4, 0.2, chance), every(faults, Fault.CLOGGING, 0.3, unit, chance),
                every(faults, Fault.PARTITIONS, 0.6, 2 * unit, chance),
                amount(faults, Fault.PARTITIONS, 0.4, 0.3, chance), every(faults, Fault.CRASHES, 0.5, 2 * unit, chance),
                amount(faults, Fault.CRASHES, 0.3, 0.5, chance),
                (long) (amount(faults, Fault.DISKS, 0.6, 0.02, chance) * unit),
                faults.contains(Fault.DISKS) && chance.happens(0.5),
                (long) amount(faults, Fault.CLOCKS, 0.5, 2_000_000, chance),
                (long) (unit * (0.5 + chance.upTo(1.5)) * quorum.n() / 4.0), (long) chance.upTo(0.02 * unit), liars);
    }

    /** 0, or with probability {@code presence} a number up to {@code most}, low ones as likely as high ones. */
    private static double amount(Set<Fault> faults, Fault fault, double presence, double most, Chance chance) {
        double share = chance.upTo(1);
        return chance.happens(presence) && faults.contains(fault) ? most * share * share : 0;
    }

    private static long every(Set<Fault> faults, Fault fault, double presence, long mean, Chance chance) {
        double factor = 0.5 + chance.upTo(3);
        return chance.happens(presence) && faults.contains(fault) ? (long) (mean * factor) : 0;
    }

    private static List<Integer> regions(int members, Chance chance) {
        List<Integer> regions = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            regions.add(chance.below(Regions.measured().count()));
        }
        return regions;
    }

    private static SortedMap<Integer, Set<Behaviour>> liars(Quorum quorum, int firstLeader, Chance chance) {
        SortedMap<Integer, Set<Behaviour>> liars = new TreeMap<>();
        int count = chance.happens(0.8) ? quorum.f() : chance.below(quorum.f() + 1);
        // The first leader acts in every world, later ones only where views fail: so it lies more often than its share.
        int candidate = chance.happens(0.6) ? firstLeader : chance.below(quorum.n());
        while (liars.size() < count) {
            liars.put(candidate, behaviours(chance));
            candidate = chance.below(quorum.n());
        }
        return liars;
    }

    private static Set<Behaviour> behaviours(Chance chance) {
        Set<Behaviour> drawn = EnumSet.of(chance.happens(0.35)
                ? Behaviour.AMBUSHES
                : chance.pick(List.of(Behaviour.values())));
        while (chance.happens(0.35)) {
            drawn.add(chance.pick(List.of(Behaviour.values())));
        }
        return drawn;
    }

    /** The same with these liars in place of the drawn ones; what they do is not drawn. */
    Swarm withLiars(Set<Integer> members) {
        SortedMap<Integer, Set<Behaviour>> given = new TreeMap<>();
        members.forEach(member -> given.put(member, Set.of()));
        return new Swarm(timing, regions, loss, duplication, reordering, clogEvery, cutEvery, cutDecider, crashEvery,
                crashAll, syncMicros, lazy, skewMicros, submitEvery, executeMicros, given);
    }

    /** The draw in one line, without what is absent. */
    String brief() {
        StringBuilder text = new StringBuilder(regions.isEmpty() ? "lan" : "wan");
        part(text, "loss", loss);
        part(text, "duplication", duplication);
        part(text, "reordering", reordering);
        part(text, "clogEvery", clogEvery);
        part(text, "cutEvery", cutEvery);
        part(text, "cutDecider", cutDecider);
        part(text, "crashEvery", crashEvery);
        part(text, "crashAll", crashAll);
        part(text, "sync", syncMicros);
        part(text, "skew", skewMicros);
        return text.append(lazy ? " lazy" : "").append(liars.isEmpty() ? "" : " liars=" + liars).toString();
    }

    private static void part(StringBuilder text, String name, long micros) {
        if (micros > 0) {
            text.append(' ').append(name).append('=').append(micros);
        }
    }

    private static void part(StringBuilder text, String name, double value) {
        if (value > 0) {
            text.append(' ').append(name).append('=').append(Math.round(value * 1000) / 1000.0);
        }
    }
}
