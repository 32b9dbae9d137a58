package org.credence.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.credence.reputation.Indicator;
import org.credence.reputation.Indicators;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final SplittableRandom random = new SplittableRandom(11);

    @Test
    void drawsHaveTheQuantilesOfTheTrace() {
        double[] drawn =
                IntStream.range(0, 20_000).mapToDouble(i -> Trace.DOWN_MINUTES.draw(random)).sorted().toArray();
        assertThat(drawn[drawn.length / 2]).isCloseTo(60, within(4.0));
        assertThat(drawn[0]).isGreaterThanOrEqualTo(1);
        assertThat(drawn[drawn.length - 1]).isLessThanOrEqualTo(3_674.001);
    }

    /** D2: f liars cannot move what the ledger knows beyond what honest members measured. */
    @Test
    void liarsDoNotMoveAnIndicatorOutOfTheHonestRange() {
        for (int run = 0; run < 50; run++) {
            History history = new History(Behaviour.of(Behaviour.Use.LEARNED), Trace.AWS_MILLIS, 10, random.split());
            for (int member = 0; member < history.members(); member++) {
                Conduct truth = history.conduct(member, 5);
                Indicators known = history.indicators(member, 5, 0);
                assertThat((double) known.of(Indicator.MISSED_VOTES))
                        .isBetween(Math.floor(0.9 * truth.missed()), Math.min(1_000, 1.1 * truth.missed()));
            }
        }
    }

    @Test
    void aMemberThatIsDownMissesVotesAndOneThatIsHealthyHardlyAny() {
        Life crashing = new Life(Behaviour.CRASHING, new SplittableRandom(1));
        Life healthy = new Life(Behaviour.HEALTHY, new SplittableRandom(1));
        assertThat(mean(crashing)).isGreaterThan(0.2);
        assertThat(mean(healthy)).isLessThan(0.1);
    }

    private static double mean(Life life) {
        return IntStream.range(0, 500).mapToDouble(i -> life.next().missedShare()).average().orElseThrow();
    }

    @Test
    void onlyAnEquivocatorIsProvenGuilty() {
        for (Behaviour behaviour : Behaviour.values()) {
            Life life = new Life(behaviour, new SplittableRandom(2));
            boolean guilty = IntStream.range(0, 200).mapToObj(i -> life.next()).anyMatch(Conduct::fault);
            assertThat(guilty).isEqualTo(behaviour == Behaviour.EQUIVOCATING);
        }
    }

    @Test
    void meritCountsWhatComesNextAndNotWhatIsNow() {
        History history = new History(List.of(Behaviour.EQUIVOCATING), Trace.AWS_MILLIS, 60, new SplittableRandom(4));
        for (int member = 0; member < history.members(); member++) {
            for (int epoch = 0; epoch + Example.AHEAD < 60; epoch++) {
                boolean fault = false;
                for (int next = epoch + 1; next <= epoch + Example.AHEAD; next++) {
                    fault |= history.conduct(member, next).fault();
                }
                assertThat(Example.merit(history, member, epoch) <= 0).isEqualTo(fault);
            }
        }
    }

    @Test
    void inputsLieBetweenTheirBounds() {
        List<Long> most = Arrays.stream(Indicator.values()).map(indicator -> 1_000_000L).toList();
        assertThat(CreditData.inputs(new Indicators(most))).containsOnly(1.0);
        List<Long> least = Arrays.stream(Indicator.values()).map(indicator -> 0L).toList();
        assertThat(CreditData.inputs(new Indicators(least))).containsOnly(0.0);
    }
}
