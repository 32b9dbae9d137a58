package org.credence.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.credence.reputation.Consensual;
import org.credence.reputation.Indicators;

/**
 * A consortium's epochs as the ledger would see them: what members do, what f liars among the reporters say of it, and
 * the lower median of the reports (P§1.7).
 */
final class History {

    private static final double NEVER = 65_535;

    private final SplittableRandom random;
    private final List<Behaviour> behaviours = new ArrayList<>();
    private final List<Double> rtts = new ArrayList<>();
    private final List<List<Conduct>> conducts = new ArrayList<>();
    private final int f;
    private final List<Boolean> liars = new ArrayList<>();

    /**
     * @param behaviours to draw from; six of ten members are healthy
     * @param epochs     how many
     */
    History(List<Behaviour> behaviours, Trace rtt, int epochs, SplittableRandom random) {
        this.random = random;
        int members = random.nextInt(7, 14);
        f = (members - 1) / 3;
        for (int member = 0; member < members; member++) {
            Behaviour drawn = random.nextDouble() < 0.6 ? Behaviour.HEALTHY
                    : behaviours.get(random.nextInt(behaviours.size()));
            Life life = new Life(drawn, random.split());
            this.behaviours.add(drawn);
            rtts.add(rtt.draw(random));
            liars.add(member < random.nextInt(f + 1));
            conducts.add(IntStream.range(0, epochs).mapToObj(epoch -> life.next()).toList());
        }
    }

    int members() {
        return behaviours.size();
    }

    int epochs() {
        return conducts.getFirst().size();
    }

    Behaviour behaviour(int member) {
        return behaviours.get(member);
    }

    Conduct conduct(int member, int epoch) {
        return conducts.get(member).get(epoch);
    }

    /** Proven faults of the last {@code epochs} epochs up to this one. */
    boolean faulted(int member, int epoch, int epochs) {
        return conducts.get(member).subList(Math.max(0, epoch - epochs + 1), epoch + 1).stream()
                .anyMatch(Conduct::fault);
    }

    /** What the ledger knows of a member after an epoch. */
    Indicators indicators(int member, int epoch, int credit) {
        Conduct truth = conduct(member, epoch);
        boolean silent = truth.offline() >= 1;
        long offline = IntStream.range(0, members()).filter(m -> conduct(m, epoch).missedShare() > 0.5).count();
        return new Indicators(List.of(
                agreed(truth, c -> silent ? NEVER : rtts.get(member), NEVER), offline,
                agreed(truth, c -> 1_000 * c.offline(), 1_000), agreed(truth, Conduct::missed, Conduct.BLOCKS),
                agreed(truth, c -> silent ? NEVER : c.lagMs(), NEVER), (long) epoch,
                faulted(member, epoch, 20) ? 1L : 0L, (long) credit));
    }

    /** The lower median of what all others say; each measures a little differently, liars say the least or the most. */
    private long agreed(Conduct truth, ToDoubleFunction<Conduct> quantity, double most) {
        List<Long> values = new ArrayList<>();
        for (int reporter = 1; reporter < members(); reporter++) {
            double measured = StrictMath.min(most, quantity.applyAsDouble(truth) * (0.9 + 0.2 * random.nextDouble()));
            double said = liars.get(reporter) ? random.nextBoolean() ? 0 : most : measured;
            values.add((long) said);
        }
        return Consensual.lowerMedian(values, f).orElseThrow();
    }
}
