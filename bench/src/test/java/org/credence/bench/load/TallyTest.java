package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long START = 7_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void offersTheRateForHalfOfTheWarmUp() {
        Tally tally = new Tally(START, 60, 30);
        assertThat(tally.offeredFrom()).isEqualTo(START + 30 * SECOND);
        assertThat(tally.offeredSeconds()).isEqualTo(60);
        assertThat(tally.measuredFrom()).isEqualTo(START + 60 * SECOND);
    }

    @Test
    void offersTheRateFromTheStartIfThereIsNoTimeToWarmUp() {
        Tally tally = new Tally(START, 0, 30);
        assertThat(tally.offeredFrom()).isEqualTo(START);
        assertThat(tally.offeredSeconds()).isEqualTo(30);
    }

    /** Half a second lost at the end would be half a second measured without load. */
    @Test
    void offersTheRateUntilTheEndOfAnOddWarmUp() {
        Tally tally = new Tally(START, 5, 3);
        assertThat(tally.offeredFrom()).isEqualTo(START + 2 * SECOND);
        assertThat(tally.offeredFrom() + tally.offeredSeconds() * SECOND).isEqualTo(tally.measuredTo());
    }

    @Test
    void countsTheLatencyOfWhatBeganInTheMeasuredSpan() {
        Tally tally = new Tally(START, 10, 20);
        tally.latency(START + 10 * SECOND - 1, START + 11 * SECOND, 3);
        tally.latency(START + 10 * SECOND, START + 11 * SECOND, 5);
        tally.latency(START + 30 * SECOND, START + 31 * SECOND, 7);
        assertThat(tally.latencies().count()).isEqualTo(5);
    }
}
