package org.credence.lab.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

/** By which part something falls, and how sure that is. */
class ReductionTest {

    @Test
    void theIntervalIsAroundThePart() {
        Reduction reduction = Reduction.of(List.of(4.0, 2.0, 3.0, 3.0), List.of(1.0, 1.0, 2.0, 0.0));

        assertThat(reduction.part()).isEqualTo(1 - 4.0 / 12);
        assertThat(reduction.low()).isBetween(0.0, reduction.part());
        assertThat(reduction.high()).isBetween(reduction.part(), 1.0);
    }

    @Test
    void whereEveryWorldHalvesThereIsNoDoubt() {
        assertThat(Reduction.of(List.of(4.0, 2.0), List.of(2.0, 1.0))).isEqualTo(new Reduction(0.5, 0.5, 0.5));
    }

    @Test
    void ofNothingNothingIsReduced() {
        assertThat(Reduction.of(List.of(0.0, 0.0), List.of(0.0, 1.0)).part()).isZero();
    }

    @Test
    void worldsHaveBothValues() {
        assertThatIllegalArgumentException().isThrownBy(() -> Reduction.of(List.of(1.0), List.of()))
                .withMessageContaining("as many");
    }
}
