package org.credence.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import org.credence.base.Digest;
import org.junit.jupiter.api.Test;

/** S9: an attack that no longer breaks the published form is reported, as much as one that breaks the sound form. */
class PerformanceTest {

    private static final Finding FORK = new Finding.Fork(3, 1, Digest.ZERO, 2, new Digest(0, 0, 0, 1));
    private static final Finding HALT = new Finding.Halt(3, 9);
    private static final Finding HELD = new Finding.Held(40, 2);

    private static boolean asExpected(Finding published, Finding sound) {
        return new Performance(new PrimaryEquivocates(), 1, published, sound).asExpected();
    }

    @Test
    void onlyTheHarmThatIsMeantIsAsExpected() {
        assertThat(asExpected(FORK, HELD)).isTrue();
        assertThat(asExpected(HELD, HELD)).isFalse();
        assertThat(asExpected(HALT, HELD)).isFalse();
        assertThat(asExpected(FORK, FORK)).isFalse();
        assertThat(asExpected(FORK, HALT)).isFalse();
    }
}
