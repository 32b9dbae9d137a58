package org.credence.training;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.reputation.CreditModel;
import org.credence.reputation.Sigmoid;

/** Trains the credit model from a seed: the same seed gives the same file, byte for byte. */
public final class CreditTraining {

    /** What the shipped model was trained with. */
    public static final long SEED = 2019;
    public static final int HIDDEN = 10;

    /** Hidden sizes that the search tries (P§8.1: ⌈√9⌉ + a for a from 1 to 10, and 2·8 + 1). */
    public static final List<Integer> SIZES =
            Stream.concat(IntStream.rangeClosed(4, 13).boxed(), Stream.of(17)).toList();

    /** Rounds over all examples, at the most. */
    public static final int MOST_ROUNDS = 200;

    private static final int BATCH = 32;
    private static final int PATIENCE = 6;
    private static final int ONE = 1 << 16;

    private CreditTraining() {}

    /** Told after each round over all examples. */
    @FunctionalInterface
    public interface Progress {

        void round(int done, int most);
    }

    /**
     * What came out.
     *
     * @param rounds          over all examples, to the best on the validation set
     * @param validationError mean squared error there
     * @param testError       on examples that had no part in training
     * @param quantisation    largest difference between the network and its integers on those
     */
    public record Result(CreditModel model, int hidden, int rounds, double validationError, double testError,
            double quantisation) {}

    /** Trains with so many hidden units. */
    public static Result train(long seed, int hidden, Progress progress) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Example> all = shuffled(CreditData.learned(random.split()), random.split());
        int validation = all.size() * 15 / 100;
        List<Example> validating = all.subList(0, validation);
        List<Example> testing = all.subList(validation, 2 * validation);
        List<Example> learning = new ArrayList<>(all.subList(2 * validation, all.size()));
        Perceptron network = new Perceptron(hidden, random.split());
        Perceptron best = network.copy();
        double least = error(network, validating);
        int bestRound = 0;
        for (int round = 1; round <= MOST_ROUNDS && round - bestRound <= PATIENCE; round++) {
            round(network, shuffled(learning, random.split()));
            double error = error(network, validating);
            if (error < least) {
                least = error;
                best = network.copy();
                bestRound = round;
            }
            progress.round(round, MOST_ROUNDS);
        }
        CreditModel model = new CreditModel(CreditData.BOUNDS, sigmoid(), best.hiddenUnits(), best.outputUnit());
        return new Result(model, hidden, bestRound, least, error(best, testing), quantisation(best, random.split()));
    }

    private static void round(Perceptron network, List<Example> examples) {
        for (int from = 0; from + BATCH <= examples.size(); from += BATCH) {
            network.learn(examples.subList(from, from + BATCH));
        }
    }

    private static double error(Perceptron network, List<Example> examples) {
        double sum = 0;
        for (Example example : examples) {
            double off = network.evaluate(example.inputs()) - example.merit();
            sum += off * off;
        }
        return sum / examples.size();
    }

    /** On what members really know: integers between the bounds. */
    private static double quantisation(Perceptron network, SplittableRandom random) {
        CreditModel model = new CreditModel(CreditData.BOUNDS, sigmoid(), network.hiddenUnits(), network.outputUnit());
        History history = new History(Behaviour.of(Behaviour.Use.LEARNED), Trace.PLANETLAB_MILLIS,
                CreditData.EPOCHS, random);
        double most = 0;
        for (int member = 0; member < history.members(); member++) {
            for (int epoch = 0; epoch < history.epochs(); epoch++) {
                var indicators = history.indicators(member, epoch, random.nextInt(ONE + 1));
                double meant = network.evaluate(CreditData.inputs(indicators));
                most = StrictMath.max(most, StrictMath.abs(meant - (double) model.assess(indicators) / ONE));
            }
        }
        return most;
    }

    static Sigmoid sigmoid() {
        int[] points = new int[Sigmoid.POINTS];
        for (int i = 0; i < points.length; i++) {
            points[i] = (int) StrictMath.rint(ONE * Perceptron.sigmoid(-8 + 16.0 * i / (points.length - 1)));
        }
        return Sigmoid.of(points);
    }

    /** Fisher and Yates; the lists of a generator's own order would differ between versions. */
    private static List<Example> shuffled(List<Example> examples, SplittableRandom random) {
        List<Example> shuffled = new ArrayList<>(examples);
        for (int i = shuffled.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Example kept = shuffled.get(i);
            shuffled.set(i, shuffled.get(other));
            shuffled.set(other, kept);
        }
        return shuffled;
    }
}
