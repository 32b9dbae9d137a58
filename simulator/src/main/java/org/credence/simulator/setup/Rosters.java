package org.credence.simulator.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.credence.consensus.part.Quorum;
import org.credence.simulator.random.Chance;

/** Who the members are, epoch by epoch. As in the ledger, they change only where an epoch ends. */
public final class Rosters {

    /** Fewer members tolerate no fault. */
    private static final int FEWEST = 4;
    /** One member in so many may change at once, and always one (P§1.7). */
    private static final int CHURN_PART = 6;
    /** Processes that have no seat at first. */
    private static final int NEWCOMERS = 2;
    /** Keys that each process has, one after the other. */
    private static final int KEYS = 4;
    /** Of the ends of epochs, the share at which members change. */
    private static final double CHANGES = 0.6;

    private final boolean change;
    private final IntPredicate liar;
    private final Chance chance;
    /** By epoch. */
    private final List<Seating> seatings = new ArrayList<>();

    private Rosters(Seating founders, boolean change, IntPredicate liar, Chance chance) {
        this.change = change;
        this.liar = liar;
        this.chance = chance;
        seatings.add(founders);
    }

    /** The founders in all epochs. */
    public static Rosters founders(Quorum quorum) {
        return new Rosters(seating(quorum, quorum.n()), false, _ -> false, new Chance(0));
    }

    /**
     * The founders first; then members leave, others join, and some get another key.
     *
     * @param liar which processes lie: never more of them have a seat than the roster tolerates
     */
    public static Rosters drawn(Quorum quorum, IntPredicate liar, Chance chance) {
        return new Rosters(seating(quorum, processes(quorum)), true, liar, chance);
    }

    private static Seating seating(Quorum founders, int processes) {
        return new Seating(0, founders, IntStream.range(0, founders.n()).boxed().toList(), processes);
    }

    /** Processes of a world whose members change: the founders, and some more. */
    public static int processes(Quorum founders) {
        return founders.n() + NEWCOMERS;
    }

    /** Keys of all of them. */
    public static int keys(Quorum founders) {
        return KEYS * processes(founders);
    }

    /** Whether members ever change. */
    public boolean change() {
        return change;
    }

    /** How many processes there are. */
    public int processes() {
        return seatings.getFirst().processes();
    }

    /** Who sits in the committee of an epoch. */
    public Seating at(int epoch) {
        if (!change) {
            return seatings.getFirst();
        }
        while (seatings.size() <= epoch) {
            seatings.add(next(seatings.getLast(), seatings.size()));
        }
        return seatings.get(epoch);
    }

    /** Whether the epoch has other members than the one before, or members with other keys. */
    public boolean begins(int epoch) {
        return epoch > 0 && at(epoch).since() == epoch;
    }

    /**
     * The seat under which members know whoever holds a key: members with another key than before are known by both, so
     * that those who are behind can catch up (decision 0012).
     */
    public OptionalInt known(Seating seating, int key) {
        int seat = seating.keys().indexOf(key);
        boolean before = seating.since() > 0 && at(seating.since() - 1).keys().contains(key);
        return seat >= 0 ? OptionalInt.of(seat) : before ? seating.seat(key % processes()) : OptionalInt.empty();
    }

    private Seating next(Seating before, int epoch) {
        List<Integer> keys = new ArrayList<>(before.keys());
        for (int i = 0; i < Math.max(1, before.size() / CHURN_PART); i++) {
            if (chance.happens(CHANGES)) {
                amend(keys);
            }
        }
        // A number of members that stays keeps its quorums.
        Quorum quorum = keys.size() == before.size() ? before.quorum()
                : Quorum.of(before.quorum().rule(), keys.size());
        Seating next = new Seating(epoch, quorum, keys, processes());
        boolean tolerable = next.members().stream().filter(liar::test).count() <= quorum.f();
        return keys.equals(before.keys()) || !tolerable ? before : next;
    }

    private void amend(List<Integer> keys) {
        int seat = chance.below(keys.size());
        switch (chance.below(3)) {
            case 0 -> join(keys);
            case 1 -> {
                if (keys.size() > FEWEST) {
                    keys.subList(seat, seat + 1).clear();
                }
            }
            default -> replace(keys, seat);
        }
    }

    private void join(List<Integer> keys) {
        List<Integer> present = keys.stream().map(key -> key % processes()).toList();
        List<Integer> idle = IntStream.range(0, processes()).filter(process -> !present.contains(process)).boxed()
                .toList();
        if (!idle.isEmpty()) {
            // With any of its keys: one that left may come back with the one it had.
            keys.add(chance.pick(idle) + chance.below(KEYS) * processes());
        }
    }

    private void replace(List<Integer> keys, int seat) {
        keys.set(seat, (keys.get(seat) + processes()) % (KEYS * processes()));
    }
}
