package org.credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.credence.reputation.Indicator;
import org.junit.jupiter.api.Test;

class PerceptronTest {

    private final SplittableRandom random = new SplittableRandom(3);

    private Example example() {
        return new Example(random.doubles(Indicator.values().length).toArray(), random.nextDouble(), false);
    }

    private static double halfError(Perceptron network, List<Example> batch) {
        return batch.stream().mapToDouble(e -> StrictMath.pow(network.evaluate(e.inputs()) - e.merit(), 2) / 2)
                .average()
                .orElseThrow();
    }

    /** Against finite differences. */
    @Test
    void theGradientIsThatOfTheError() {
        Perceptron network = new Perceptron(5, random);
        List<Example> batch = List.of(example(), example(), example());
        double[] gradient = network.gradient(batch).clone();
        double step = 1e-6;
        for (int i = 0; i < gradient.length; i++) {
            Perceptron up = network.copy();
            up.weights()[i] += step;
            Perceptron down = network.copy();
            down.weights()[i] -= step;
            double difference = (halfError(up, batch) - halfError(down, batch)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-7));
        }
    }

    @Test
    void itLearnsWhatMayBeLearned() {
        Perceptron network = new Perceptron(4, random);
        List<Example> batch = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            double[] inputs = random.doubles(Indicator.values().length).toArray();
            batch.add(new Example(inputs, 0.9 - 0.8 * inputs[Indicator.MISSED_VOTES.place()], false));
        }
        double before = halfError(network, batch);
        for (int round = 0; round < 3_000; round++) {
            network.learn(batch);
        }
        assertThat(halfError(network, batch)).isLessThan(before / 20);
    }

    /** More missed votes cannot be learned to be a merit. */
    @Test
    void itDoesNotLearnWhatWouldCountTheWrongWay() {
        Perceptron network = new Perceptron(4, random);
        int missed = Indicator.MISSED_VOTES.place();
        for (int round = 0; round < 300; round++) {
            double[] inputs = random.doubles(Indicator.values().length).toArray();
            network.learn(List.of(new Example(inputs, inputs[missed], false)));
        }
        for (int i = 0; i < 100; i++) {
            double[] low = random.doubles(Indicator.values().length).toArray();
            double[] high = low.clone();
            high[missed] = 1;
            assertThat(network.evaluate(high)).isLessThanOrEqualTo(network.evaluate(low));
        }
    }
}
