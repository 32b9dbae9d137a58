package org.credence.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.credence.base.codec.Malformed;
import org.junit.jupiter.api.Test;

class SigmoidTest {

    private final Sigmoid sigmoid = Models.sigmoid();

    @Test
    void isWithinTwoUnitsOfTheFunctionAndNeverFalls() {
        int before = 0;
        for (long x = -8 * Fixed.ONE; x <= 8 * Fixed.ONE; x += 37) {
            int value = sigmoid.at(x);
            assertThat((double) value).isCloseTo(Fixed.ONE * Models.sigmoid(x / (double) Fixed.ONE), within(2.0));
            assertThat(value).isGreaterThanOrEqualTo(before);
            before = value;
        }
    }

    @Test
    void isConstantOutside() {
        assertThat(sigmoid.at(Long.MAX_VALUE)).isEqualTo(sigmoid.at(8 * Fixed.ONE));
        assertThat(sigmoid.at(Long.MIN_VALUE)).isEqualTo(sigmoid.at(-8 * Fixed.ONE));
        assertThat(sigmoid.at(0)).isEqualTo(Fixed.ONE / 2);
    }

    @Test
    void aTableThatFallsOrIsTooShortIsRefused() {
        int[] falls = new int[Sigmoid.POINTS];
        falls[7] = 1;
        assertThatThrownBy(() -> Sigmoid.of(falls)).isInstanceOf(Malformed.class);
        assertThatThrownBy(() -> Sigmoid.of(new int[12])).isInstanceOf(Malformed.class).hasMessageContaining("4097");
    }

    @Test
    void halvesAreRoundedAwayFromZero() {
        assertThat(Fixed.quotient(5, 2)).isEqualTo(3);
        assertThat(Fixed.quotient(-5, 2)).isEqualTo(-3);
        assertThat(Fixed.quotient(4, 3)).isEqualTo(1);
        assertThat(Fixed.quotient(-4, 3)).isEqualTo(-1);
        assertThat(Fixed.percent(100)).isEqualTo(Fixed.ONE);
    }
}
