package org.credence.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeightsTest {

    private final Heights<String> heights = new Heights<>(1);

    @BeforeEach
    void fill() {
        "abcde".chars().forEach(c -> heights.add(Character.toString(c)));
    }

    @Test
    void whatIsForgottenIsGoneAndTheRestKeepsItsHeights() {
        assertThat(heights.forget(2)).containsExactly("a", "b");
        assertThat(heights.at(2)).isEmpty();
        assertThat(heights.at(3)).contains("c");
        assertThat(heights.lowest()).isEqualTo(3);
        assertThat(heights.next()).isEqualTo(6);
        assertThat(heights.from(5)).containsExactly("e");
        assertThat(heights.forget(2)).isEmpty();
    }

    @Test
    void whatIsTakenBackIsReturnedAndItsPlaceFreeAgain() {
        heights.forget(1);
        assertThat(heights.truncate(4)).containsExactly("d", "e");
        heights.add("f");
        assertThat(heights.at(4)).contains("f");
        assertThat(heights.at(5)).isEmpty();
        assertThat(heights.truncate(9)).isEmpty();
    }

    @Test
    void allCanBeForgottenAndTheNextHeightStays() {
        assertThat(heights.forget(99)).hasSize(5);
        assertThat(heights.next()).isEqualTo(6);
        heights.add("f");
        assertThat(heights.at(6)).contains("f");
    }
}
