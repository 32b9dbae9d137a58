package org.credence.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.credence.lab.cbft.Reading;
import org.credence.simulator.setup.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random worlds find the attacks too; {@code credence lab cbft-attacks} tries the sound form on as many as one
 * likes.
 */
class SearchTest {

    private static final int SOUND = 20;
    private static final int THREADS = 2;

    static List<Search> searches() {
        return Search.all();
    }

    @ParameterizedTest
    @MethodSource("searches")
    void randomWorldsForkThePublishedFormAndNotTheSoundOne(Search search) {
        long fork = search.forkOfPublished(1, Search.MOST, THREADS, done -> {}).orElseThrow();

        assertThat(search.violationsOfSound(fork, SOUND, THREADS, done -> {})).isEmpty();
    }

    /** Under the reading of A-C2, nothing forks while nobody lies: it is not the network that breaks it. */
    @Test
    void withoutLiarsTheSecondReadingHolds() {
        Search honest = new Search("A-C2", 4, Reading.accepted(),
                EnumSet.of(Fault.LOSS, Fault.REORDERING, Fault.CLOGGING, Fault.PARTITIONS));

        assertThat(honest.forkOfPublished(1, 40, THREADS, done -> {})).isEmpty();
    }
}
