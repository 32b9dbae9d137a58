package org.credence.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.credence.base.Digest;
import org.junit.jupiter.api.Test;

class BuildsTest {

    private static final long START = -77;
    private static final long REST_MICROS = 5_000;
    private static final Digest ONE = new Digest(0, 0, 0, 1);
    private static final Digest OTHER = new Digest(0, 0, 0, 2);

    private final Builds builds = new Builds(START, REST_MICROS);

    @Test
    void isSilentUnlessAsked() {
        assertThat(builds.due(START)).isEmpty();
        assertThat(builds.untilNext(START, 123)).isEqualTo(123);
    }

    @Test
    void answersAtOnceAndThenRests() {
        builds.ask(ONE);
        assertThat(builds.untilNext(START, 123)).isZero();
        assertThat(builds.due(START)).contains(ONE);
        builds.ask(OTHER);
        assertThat(builds.untilNext(START + 10, 1_000_000)).isEqualTo(REST_MICROS - 10);
        assertThat(builds.due(START + REST_MICROS - 1)).isEmpty();
        assertThat(builds.due(START + REST_MICROS)).contains(OTHER);
    }

    @Test
    void answersOnceAndAtOnceAfterALongPause() {
        builds.ask(ONE);
        assertThat(builds.due(START)).contains(ONE);
        assertThat(builds.due(START + 10 * REST_MICROS)).isEmpty();
        builds.ask(OTHER);
        assertThat(builds.due(START + 10 * REST_MICROS)).contains(OTHER);
    }

    @Test
    void onlyTheLastQuestionIsAnswered() {
        builds.ask(ONE);
        builds.ask(OTHER);
        assertThat(builds.due(START)).contains(OTHER);
        assertThat(builds.due(START + 10 * REST_MICROS)).isEmpty();
    }
}
