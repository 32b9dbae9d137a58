package org.credence.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.credence.reputation.Bounds;
import org.credence.reputation.CreditRules;
import org.credence.reputation.Indicator;
import org.credence.reputation.Indicators;
import org.credence.reputation.Standing;

/** The examples that the credit network learns from. */
final class CreditData {

    /** Histories and their epochs (P§8.1). */
    static final int RUNS = 400;
    static final int EPOCHS = 50;

    private static final int ONE = 1 << 16;

    /** What counts as 0 and as 1, by indicator (P§8.1). */
    static final List<Bounds> BOUNDS = List.of(new Bounds(0, 2_000), new Bounds(0, 33), new Bounds(0, 1_000),
            new Bounds(0, Conduct.BLOCKS), new Bounds(0, 5_000), new Bounds(0, 200), new Bounds(0, 1),
            new Bounds(0, ONE));

    private CreditData() {}

    /** From the behaviours that are learned from, on PlanetLab. */
    static List<Example> learned(SplittableRandom random) {
        List<Example> examples = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            History history =
                    new History(Behaviour.of(Behaviour.Use.LEARNED), Trace.PLANETLAB_MILLIS, EPOCHS, random.split());
            for (int member = 0; member < history.members(); member++) {
                of(history, member, examples);
            }
        }
        return examples;
    }

    /**
     * Teacher forcing: the credit of the epoch before is what the rules make of that epoch itself, not what the network
     * would have said.
     */
    private static void of(History history, int member, List<Example> examples) {
        Standing standing = Standing.newcomer();
        for (int epoch = 0; epoch + Example.AHEAD < history.epochs(); epoch++) {
            Conduct conduct = history.conduct(member, epoch);
            examples.add(new Example(inputs(history.indicators(member, epoch, standing.credit())),
                    Example.merit(history, member, epoch), Example.trouble(history, member, epoch)));
            double shown = 1 - StrictMath.min(1, 0.5 * conduct.missedShare() + 0.3 * conduct.lateness());
            standing = CreditRules.next(standing, (int) (shown * ONE), conduct.fault());
        }
    }

    /** The indicators between their bounds. */
    static double[] inputs(Indicators indicators) {
        double[] inputs = new double[BOUNDS.size()];
        for (Indicator indicator : Indicator.values()) {
            Bounds bound = BOUNDS.get(indicator.place());
            long value = Math.clamp(indicators.of(indicator), bound.least(), bound.most());
            inputs[indicator.place()] = (double) (value - bound.least()) / (bound.most() - bound.least());
        }
        return inputs;
    }
}
