package org.credence.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.credence.reputation.Indicator;
import org.credence.reputation.Network;

/**
 * The network while it learns: one hidden layer, sigmoid in both, mean squared error, back-propagation with momentum.
 * Weights keep the sign that their indicator demands: output weights never fall below 0, those of indicators that lower
 * credit never rise above it, so that no input can count the wrong way (P§8.1).
 */
final class Perceptron {

    static final double RATE = 0.05;
    static final double MOMENTUM = 0.9;
    private static final int ONE = 1 << 16;
    /** Keeps what the table of the sigmoid leaves out at its ends from adding up beyond the budget of 2⁻¹⁰ (P§8). */
    private static final double MOST = 6;

    private final int hidden;
    private final int inputs = Indicator.values().length;
    /** Per hidden unit its weights, then its bias; last the output's weights and its bias. */
    private final double[] weights;
    private final double[] gradient;
    private final double[] speed;

    Perceptron(int hidden, SplittableRandom random) {
        this.hidden = hidden;
        weights = new double[hidden * (inputs + 1) + hidden + 1];
        gradient = new double[weights.length];
        speed = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = random.nextDouble() - 0.5;
        }
        constrain();
    }

    private Perceptron(Perceptron other) {
        hidden = other.hidden;
        weights = other.weights.clone();
        gradient = new double[weights.length];
        speed = new double[weights.length];
    }

    Perceptron copy() {
        return new Perceptron(this);
    }

    double[] weights() {
        return weights;
    }

    static double sigmoid(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    double evaluate(double[] in) {
        return output(between(in));
    }

    private double[] between(double[] in) {
        double[] between = new double[hidden];
        for (int unit = 0; unit < hidden; unit++) {
            int at = unit * (inputs + 1);
            double sum = weights[at + inputs];
            for (int i = 0; i < inputs; i++) {
                sum += weights[at + i] * in[i];
            }
            between[unit] = sigmoid(sum);
        }
        return between;
    }

    private double output(double[] between) {
        int at = hidden * (inputs + 1);
        double sum = weights[at + hidden];
        for (int unit = 0; unit < hidden; unit++) {
            sum += weights[at + unit] * between[unit];
        }
        return sigmoid(sum);
    }

    /** One step down the mean gradient of a batch. */
    void learn(List<Example> batch) {
        double[] mean = gradient(batch);
        for (int i = 0; i < weights.length; i++) {
            speed[i] = MOMENTUM * speed[i] - RATE * mean[i];
            weights[i] += speed[i];
        }
        constrain();
    }

    /** Of half the mean squared error, by weight. */
    double[] gradient(List<Example> batch) {
        Arrays.fill(gradient, 0);
        for (Example example : batch) {
            add(example, 1.0 / batch.size());
        }
        return gradient;
    }

    private void add(Example example, double share) {
        double[] between = between(example.inputs());
        double out = output(between);
        double blame = share * (out - example.merit()) * out * (1 - out);
        int top = hidden * (inputs + 1);
        for (int unit = 0; unit < hidden; unit++) {
            gradient[top + unit] += blame * between[unit];
            double below = blame * weights[top + unit] * between[unit] * (1 - between[unit]);
            int at = unit * (inputs + 1);
            for (int i = 0; i < inputs; i++) {
                gradient[at + i] += below * example.inputs()[i];
            }
            gradient[at + inputs] += below;
        }
        gradient[top + hidden] += blame;
    }

    private void constrain() {
        for (int unit = 0; unit < hidden; unit++) {
            for (Indicator indicator : Indicator.values()) {
                int at = unit * (inputs + 1) + indicator.place();
                weights[at] = switch (indicator.effect()) {
                    case RAISES -> Math.clamp(weights[at], 0, MOST);
                    case LOWERS -> Math.clamp(weights[at], -MOST, 0);
                    case EITHER -> Math.clamp(weights[at], -MOST, MOST);
                };
            }
            int top = hidden * (inputs + 1) + unit;
            weights[top] = Math.clamp(weights[top], 0, MOST);
        }
    }

    /** The hidden units in 1/65,536, rounded once. */
    List<Network.Unit> hiddenUnits() {
        List<Network.Unit> units = new ArrayList<>();
        for (int unit = 0; unit < hidden; unit++) {
            units.add(unit(unit * (inputs + 1), inputs));
        }
        return units;
    }

    /** The output unit likewise. */
    Network.Unit outputUnit() {
        return unit(hidden * (inputs + 1), hidden);
    }

    private Network.Unit unit(int from, int count) {
        return new Network.Unit(whole(weights[from + count]),
                IntStream.range(from, from + count).mapToObj(i -> whole(weights[i])).toList());
    }

    private static int whole(double weight) {
        return (int) StrictMath.rint(weight * ONE);
    }
}
