package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import org.credence.simulator.random.Chance;

/**
 * What goes wrong with one member, epoch by epoch: drawn from the seed, so the same under every policy.
 *
 * @param patient     the member
 * @param spells      by epoch
 * @param equivocates whether it lies when it leads
 */
record Script(int patient, List<Spell> spells, boolean equivocates) {

    /** Parts of an epoch in which an intermittent member is cut off, in thousandths. */
    private static final int LEAST_SILENT = 200;
    private static final int MOST_SILENT = 700;
    private static final long LEAST_LATE_MICROS = 300_000;
    private static final long MOST_LATE_MICROS = 3_000_000;

    /**
     * One epoch of the member.
     *
     * @param from       thousandth of the epoch's blocks with which it falls silent
     * @param to         with which it is back; as much as {@code from} if it is never silent
     * @param lateMicros by how much its votes and proposals are late
     */
    record Spell(int from, int to, long lateMicros) {

        static final Spell WELL = new Spell(0, 0, 0);

        boolean bad() {
            return to > from || lateMicros > 0;
        }
    }

    Script {
        spells = List.copyOf(spells);
    }

    static Script of(Kind kind, Plan plan, Chance chance) {
        int patient = chance.below(plan.members());
        boolean slow = kind == Kind.SLOW || kind == Kind.SLEEPER && chance.happens(0.5);
        List<Spell> spells = new ArrayList<>();
        switch (kind) {
            case HEALTHY, EQUIVOCATOR -> well(plan.epochs(), spells);
            case INTERMITTENT, SLOW -> {
                while (spells.size() < plan.epochs()) {
                    well((int) chance.between(1, 4), spells);
                    bad((int) chance.between(2, 4), slow, chance, spells);
                }
            }
            case SLEEPER -> {
                well(Math.max(1, plan.epochs() / 3), spells);
                bad(plan.epochs(), slow, chance, spells);
            }
        }
        return new Script(patient, spells.subList(0, plan.epochs()), kind == Kind.EQUIVOCATOR);
    }

    private static void well(int epochs, List<Spell> spells) {
        for (int i = 0; i < epochs; i++) {
            spells.add(Spell.WELL);
        }
    }

    private static void bad(int epochs, boolean slow, Chance chance, List<Spell> spells) {
        long late = chance.between(LEAST_LATE_MICROS, MOST_LATE_MICROS);
        for (int i = 0; i < epochs; i++) {
            int silent = (int) chance.between(LEAST_SILENT, MOST_SILENT);
            int from = (int) chance.between(0, 1_000 - silent);
            spells.add(slow ? new Spell(0, 0, late) : new Spell(from, from + silent, 0));
        }
    }

    /** Epochs in which it is to misbehave by itself; what an equivocator does depends on whether it leads. */
    List<Boolean> bad() {
        return spells.stream().map(Spell::bad).toList();
    }
}
