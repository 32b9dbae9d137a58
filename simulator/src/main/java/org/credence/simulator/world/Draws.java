package org.credence.simulator.world;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.credence.simulator.random.Chance;
import org.credence.simulator.setup.Fault;

/** How much of each fault a seed gets. Each fault has its own source, so that switching one off leaves the others. */
final class Draws {

    private final Set<Fault> faults;
    private final Map<Fault, Chance> sources = new EnumMap<>(Fault.class);
    private final Map<Fault, Double> amounts = new EnumMap<>(Fault.class);

    Draws(Set<Fault> faults, Set<Fault> only, Chance chance) {
        this.faults = EnumSet.noneOf(Fault.class);
        this.faults.addAll(faults);
        this.faults.retainAll(only);
        for (Fault fault : Fault.values()) {
            sources.put(fault, chance.split());
        }
    }

    /** With this probability a number up to {@code most}, low ones likelier than high ones. */
    Draws amount(Fault fault, double presence, double most) {
        Chance chance = source(fault);
        double share = chance.upTo(1);
        return put(fault, chance.happens(presence) ? most * share * share : 0);
    }

    /** With this probability an interval around {@code mean}, in microseconds. */
    Draws every(Fault fault, double presence, long mean) {
        Chance chance = source(fault);
        double factor = 0.5 + chance.upTo(3);
        return put(fault, chance.happens(presence) ? mean * factor : 0);
    }

    private Draws put(Fault fault, double amount) {
        if (amount > 0 && faults.contains(fault)) {
            amounts.put(fault, amount);
        }
        return this;
    }

    Chance source(Fault fault) {
        return sources.computeIfAbsent(fault, _ -> {
            throw new AssertionError(fault);
        });
    }

    /** Only what is present. */
    Map<Fault, Double> amounts() {
        return amounts;
    }
}
