package org.credence.lab.credit;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.simulator.setup.Listener;

/**
 * Counts the views that the consortium left: those that more well members left than may be mistaken. One that somebody
 * left because the leader's tenure was over was left by plan.
 */
final class ViewChanges implements Listener {

    private final int patient;
    private final int f;
    private final Map<View, Exit> exits = new HashMap<>();

    private record View(int epoch, long number) {}

    private static final class Exit {
        final BitSet members = new BitSet();
        boolean planned;
    }

    /** @param f members that may be mistaken */
    ViewChanges(int patient, int f) {
        this.patient = patient;
        this.f = f;
    }

    @Override
    public void moved(int member, int epoch, Effect.Moved moved) {
        if (member != patient) {
            Exit exit = exits.computeIfAbsent(new View(epoch, moved.from()), _ -> new Exit());
            exit.members.set(member);
            exit.planned |= moved.cause() == Cause.TENURE;
        }
    }

    /** Views of so many epochs whose leader handed over as planned. */
    int planned(int epochs) {
        return IntStream.range(0, epochs).map(epoch -> count(true, epoch)).sum();
    }

    /** Views of so many epochs that were left for any other reason, by epoch. */
    List<Integer> failed(int epochs) {
        return IntStream.range(0, epochs).mapToObj(epoch -> count(false, epoch)).toList();
    }

    private int count(boolean planned, int epoch) {
        return (int) exits.entrySet().stream().filter(exit -> exit.getKey().epoch == epoch).map(Map.Entry::getValue)
                .filter(exit -> exit.planned == planned && exit.members.cardinality() > f).count();
    }
}
