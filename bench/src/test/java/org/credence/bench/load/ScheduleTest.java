package org.credence.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final long START = 5_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    @Test
    void hasNoRoundingThatAddsUp() {
        Schedule schedule = new Schedule(START, 7, 86_400);
        assertThat(schedule.due(0)).isEqualTo(START);
        assertThat(schedule.due(7L * 86_399)).isEqualTo(START + 86_399 * SECOND);
        assertThat(schedule.due(1)).isEqualTo(START + SECOND / 7);
    }

    @Test
    void doesNotOverflowInADayAtTheHighestRate() {
        Schedule schedule = new Schedule(START, 10_000_000, 86_400);
        assertThat(schedule.due(10_000_000L * 86_400 - 1)).isEqualTo(START + 86_400 * SECOND - 100);
    }

    @Test
    void givesAnIdleSenderTheNextOneBeforeItIsDue() {
        Schedule schedule = new Schedule(START, 1_000, 1);
        Schedule.Taken taken = schedule.take(START - SECOND, 50);
        assertThat(taken).isEqualTo(new Schedule.Taken(0, 1));
        assertThat(schedule.take(START, 50)).isEqualTo(new Schedule.Taken(1, 1));
    }

    @Test
    void givesALateSenderAllThatHasBecomeDueUpToItsBound() {
        Schedule schedule = new Schedule(START, 1_000, 1);
        assertThat(schedule.take(START + 20 * SECOND / 1_000, 50)).isEqualTo(new Schedule.Taken(0, 21));
        assertThat(schedule.take(START + 500 * SECOND / 1_000, 50)).isEqualTo(new Schedule.Taken(21, 50));
    }

    /**
     * What makes the open loop free of coordinated omission: a stall does not make transactions disappear, it makes
     * them late.
     */
    @Test
    void keepsEveryTransactionThatAStallDelayed() {
        Schedule schedule = new Schedule(START, 1_000, 2);
        long afterTheEnd = START + 10 * SECOND;
        long taken = LongStream.generate(() -> schedule.take(afterTheEnd, 64).count()).takeWhile(c -> c > 0).sum();
        assertThat(taken).isEqualTo(2_000);
    }
}
