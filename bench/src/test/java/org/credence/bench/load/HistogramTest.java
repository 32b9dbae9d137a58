package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistogramTest {

    @Test
    void isExactBelow256Micros() {
        Histogram histogram = new Histogram();
        for (int micros = 1; micros <= 200; micros++) {
            histogram.record(micros, 1);
        }
        assertThat(histogram.quantile(0.5)).isEqualTo(100);
        assertThat(histogram.quantile(0.99)).isEqualTo(198);
        assertThat(histogram.quantile(1)).isEqualTo(200);
        assertThat(histogram.longest()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1})
    void isWithinOnePartIn128OfTheSortedValues(double share) {
        SplittableRandom random = new SplittableRandom(7);
        long[] values = random.longs(20_000, 1, 60_000_000).map(v -> v >>> random.nextInt(20)).toArray();
        Histogram histogram = new Histogram();
        Arrays.stream(values).forEach(v -> histogram.record(v, 1));
        Arrays.sort(values);
        long exact = values[(int) Math.ceil(share * values.length) - 1];

        assertThat(histogram.quantile(share)).isBetween(exact, exact + exact / 128 + 1);
    }

    @Test
    void neverSaysMoreThanTheLongest() {
        Histogram histogram = new Histogram();
        histogram.record(1_000_003, 5);
        assertThat(histogram.quantile(0.5)).isEqualTo(1_000_003);
        assertThat(histogram.count()).isEqualTo(5);
    }

    @Test
    void takesWhateverAClockGives() {
        Histogram histogram = new Histogram();
        histogram.record(-5, 1);
        histogram.record(Long.MAX_VALUE, 1);
        assertThat(histogram.quantile(0.5)).isZero();
        assertThat(histogram.longest()).isEqualTo((1L << 32) - 1);
        assertThat(histogram.quantile(1)).isEqualTo((1L << 32) - 1);
    }

    @Test
    void saysZeroWhileEmpty() {
        assertThat(new Histogram().quantile(0.99)).isZero();
    }
}
