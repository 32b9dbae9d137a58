package org.credence.lab.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Small worlds, the real engine: leaders by credit are worth it, and every run can be repeated. */
class TrialTest {

    private static final Plan PLAN = new Plan(1, 2, 7, 60, 8, 1);
    /** Long enough to tell: what fails in the first bad epoch no table foresees. */
    private static final Plan LONGER = new Plan(1, 4, 7, 100, 10, 1);

    private static List<Sample> run(Plan plan, Kind kind, Policy policy) {
        return LongStream.range(plan.seed(), plan.seed() + plan.seeds())
                .mapToObj(seed -> Trial.of(new Setting(kind, policy), plan, seed)).toList();
    }

    private static int failures(List<Sample> samples) {
        return samples.stream().mapToInt(Sample::failures).sum();
    }

    @Test
    void creditSparesViewsWhereAMemberIsIntermittent() {
        List<Sample> inTurn = run(LONGER, Kind.INTERMITTENT, Policy.ROUND_ROBIN);
        List<Sample> byCredit = run(LONGER, Kind.INTERMITTENT, Policy.SETTLED);

        assertThat(failures(inTurn)).isGreaterThanOrEqualTo(4);
        assertThat(2 * failures(byCredit)).isLessThanOrEqualTo(failures(inTurn));
        assertThat(byCredit).allSatisfy(sample -> assertThat(sample.career().lostAfter().orElseThrow())
                .isLessThanOrEqualTo(Lead.MOST_EPOCHS));
        // What is wrong with whom is the same under both.
        assertThat(byCredit.stream().map(sample -> sample.career().bad()).toList())
                .isEqualTo(inTurn.stream().map(sample -> sample.career().bad()).toList());
    }

    @Test
    void whereNobodyIsBadNoViewFails() {
        List<Sample> samples = run(PLAN, Kind.HEALTHY, Policy.FOUNDERS);

        assertThat(failures(samples)).isZero();
        // Five tenures of twelve blocks, of which the epoch's end takes the last.
        assertThat(samples).allMatch(sample -> sample.planned() == 4 * PLAN.epochs());
        assertThat(samples).allMatch(sample -> sample.blocksPerSecond() > 5);
    }

    @Test
    void whoeverIsProvenToLieComesLast() {
        List<Sample> samples = run(PLAN, Kind.EQUIVOCATOR, Policy.FOUNDERS);

        assertThat(samples).anyMatch(sample -> sample.lies().proven() > 0);
        for (Sample sample : samples) {
            sample.career().lostAfter().ifPresent(epochs -> assertThat(epochs).isEqualTo(1));
            assertThat(sample.career().regained()).isEmpty();
        }
    }

    @Test
    void aSeedGivesTheSameRunEveryTime() {
        Setting setting = new Setting(Kind.SLEEPER, Policy.FOUNDERS);

        assertThat(Trial.of(setting, PLAN, 3)).isEqualTo(Trial.of(setting, PLAN, 3));
    }
}
