package org.credence.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.junit.jupiter.api.Test;

class CreditRulesTest {

    private static final Standing OLD = new Standing(Fixed.percent(80), 100, 0);

    @Test
    void trustComesSlowlyAndGoesQuickly() {
        assertThat(CreditRules.next(OLD, Fixed.ONE, false).credit()).isEqualTo(Fixed.percent(80) + Fixed.percent(5));
        assertThat(CreditRules.next(OLD, 0, false).credit()).isEqualTo(Fixed.percent(80) - Fixed.percent(30));
        assertThat(CreditRules.next(new Standing(Fixed.percent(10), 100, 0), 0, false).credit()).isZero();
    }

    @Test
    void aLittleChangesNothing() {
        assertThat(CreditRules.next(OLD, OLD.credit() + 600, false).credit()).isEqualTo(OLD.credit());
        assertThat(CreditRules.next(OLD, OLD.credit() - 600, false).credit()).isEqualTo(OLD.credit());
        assertThat(CreditRules.next(OLD, OLD.credit() - 700, false).credit()).isEqualTo(OLD.credit() - 700);
    }

    @Test
    void praiseGrowsNoFasterThanAge() {
        Standing standing = Standing.newcomer();
        for (int epoch = 1; epoch <= 60; epoch++) {
            standing = CreditRules.next(standing, Fixed.ONE, false);
            int cap = Math.min(Fixed.ONE, Fixed.percent(30) + Fixed.percent(2) * epoch);
            assertThat(standing.credit()).isLessThanOrEqualTo(cap);
        }
        assertThat(standing.credit()).isEqualTo(Fixed.ONE);
    }

    @Test
    void aProvenFaultCostsAllCreditForTwentyEpochsWhateverTheModelSays() {
        Standing standing = CreditRules.next(OLD, Fixed.ONE, true);
        for (int epoch = 0; epoch < CreditRules.BARRED_EPOCHS; epoch++) {
            assertThat(standing.credit()).isZero();
            standing = CreditRules.next(standing, Fixed.ONE, false);
        }
        assertThat(standing.credit()).isEqualTo(Fixed.percent(30));
        assertThat(standing.barred()).isZero();
    }

    @Test
    void aFaultWhileBarredBeginsTheTimeAnew() {
        Standing standing = CreditRules.next(CreditRules.next(OLD, Fixed.ONE, true), Fixed.ONE, false);
        assertThat(standing.barred()).isEqualTo(CreditRules.BARRED_EPOCHS - 1);
        assertThat(CreditRules.next(standing, Fixed.ONE, true).barred()).isEqualTo(CreditRules.BARRED_EPOCHS);
    }

    @Test
    void creditStaysInRangeWhateverHappens() {
        SplittableRandom random = new SplittableRandom(11);
        Standing standing = Standing.newcomer();
        for (int epoch = 0; epoch < 5_000; epoch++) {
            Standing next = CreditRules.next(standing, random.nextInt(Fixed.ONE + 1), random.nextInt(100) == 0);
            assertThat(next.credit()).isBetween(0, Fixed.ONE);
            assertThat(next.age()).isEqualTo(standing.age() + 1);
            standing = next;
        }
        assertThatThrownBy(() -> new Standing(1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** P§1.7: the median of 2f+1 lies among what the honest said, however the f lie. */
    @Test
    void liarsDoNotMoveTheMedianOutOfTheHonestRange() {
        SplittableRandom random = new SplittableRandom(3);
        for (int run = 0; run < 2_000; run++) {
            int f = 1 + random.nextInt(4);
            List<Long> honest = random.longs(f + 1 + random.nextInt(4), 100, 200).boxed().toList();
            List<Long> lies = random.longs(f, 0, 1_000).boxed().toList();
            List<Long> all = Stream.concat(honest.stream(), lies.stream()).toList();
            long least = honest.stream().mapToLong(v -> v).min().orElseThrow();
            long most = honest.stream().mapToLong(v -> v).max().orElseThrow();
            assertThat(Consensual.lowerMedian(all, f).orElseThrow()).isBetween(least, most);
        }
    }

    @Test
    void tooFewReportsSayNothing() {
        assertThat(Consensual.lowerMedian(List.of(1L, 2L), 1)).isEmpty();
        assertThat(Consensual.lowerMedian(List.of(3L, 1L, 2L), 1)).hasValue(2);
        assertThat(Consensual.lowerMedian(List.of(4L, 3L, 1L, 2L), 1)).hasValue(2);
    }

    @Test
    void theMostCreditLeadsFirstAndEqualsAreDrawnByTheSeed() {
        List<Standing> standings = List.of(Standing.newcomer(), OLD, Standing.newcomer(), new Standing(0, 9, 4),
                Standing.newcomer());
        List<Integer> said = List.of(9, 1, 9, 99, 9);
        List<Integer> first = IntStream.range(0, 40).mapToObj(CreditRulesTest::seed)
                .map(seed -> Ranking.of(standings, said, seed)).peek(rank -> {
                    assertThat(rank).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
                    assertThat(rank.getFirst()).isEqualTo(1);
                    assertThat(rank.getLast()).isEqualTo(3);
                }).map(rank -> rank.get(1)).distinct().toList();
        assertThat(first).containsExactlyInAnyOrder(0, 2, 4);
        assertThat(Ranking.of(standings, said, seed(1))).isEqualTo(Ranking.of(standings, said, seed(1)));
    }

    /** Who was silent in the first epochs does not lead because all are capped alike. */
    @Test
    void equalsAreRankedByWhatTheModelSaidLast() {
        List<Standing> equal = Collections.nCopies(4, Standing.newcomer());
        for (int seed = 0; seed < 20; seed++) {
            assertThat(Ranking.of(equal, List.of(60_000, 40_000, 62_000, 61_000), seed(seed)))
                    .containsExactly(2, 3, 0, 1);
        }
    }

    private static Digest seed(int number) {
        return Hasher.of(Tag.STATE).add(number).digest();
    }
}
