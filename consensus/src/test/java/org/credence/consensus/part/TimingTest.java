package org.credence.consensus.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** How long a view may last (P§1.4). */
class TimingTest {

    private final Timing timing = Timing.lan();

    @Test
    void doublesWithEveryFailureUpToTheCap() {
        assertThat(timing.viewTimeout(0)).isEqualTo(timing.viewTimeout());
        assertThat(timing.viewTimeout(3)).isEqualTo(8 * timing.viewTimeout());
        assertThat(timing.viewTimeout(timing.doublings() + 5)).isEqualTo(timing.viewTimeout(timing.doublings()));
    }

    /** A shift by a negative count would give no time at all, and the view would be left as soon as it is watched. */
    @Test
    void fewerThanNoFailuresAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> timing.viewTimeout(-1)).withMessageContaining("failures");
    }
}
