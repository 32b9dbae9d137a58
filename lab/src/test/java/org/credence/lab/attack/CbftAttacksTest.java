package org.credence.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack does to the published form what it is said to do, and nothing to the sound form. */
class CbftAttacksTest {

    private static final int SEEDS = 3;

    static List<Attack> attacks() {
        return CbftAttacks.all();
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void breaksThePublishedFormAndNotTheSoundOne(Attack attack) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Performance performance = Performance.of(attack, seed);

            assertThat(performance.published().shows(attack.harm()))
                    .as("%s seed %d, published form: %s", attack.id(), seed, performance.published()).isTrue();
            assertThat(performance.sound())
                    .as("%s seed %d, sound form", attack.id(), seed).isInstanceOf(Finding.Held.class);
        }
    }
}
