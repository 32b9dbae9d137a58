package org.credence.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A difference counts only if it is not by chance, and better is not always more. */
class ComparisonTest {

    private static final Setting SETTING = new Setting(Contender.CBFT, 4, 20, false);
    private static final Metric MORE = new Metric("x", "x", true, true, Sample::transactionsPerSecond);
    private static final Metric LESS = new Metric("x", "x", false, true, Sample::transactionsPerSecond);

    private static Comparison.Verdict verdict(Metric metric, List<Double> differences) {
        return Comparison.of(SETTING, metric, 1, Summary.of(differences)).verdict();
    }

    @Test
    void theSignDecidesIfTheIntervalExcludesZero() {
        assertThat(verdict(MORE, List.of(1.0, 2.0, 1.5))).isEqualTo(Comparison.Verdict.BETTER);
        assertThat(verdict(MORE, List.of(-1.0, -2.0, -1.5))).isEqualTo(Comparison.Verdict.WORSE);
        assertThat(verdict(LESS, List.of(1.0, 2.0, 1.5))).isEqualTo(Comparison.Verdict.WORSE);
        assertThat(verdict(LESS, List.of(-1.0, -2.0, -1.5))).isEqualTo(Comparison.Verdict.BETTER);
        assertThat(verdict(MORE, List.of(-1.0, 1.0, 0.1))).isEqualTo(Comparison.Verdict.EQUAL);
    }

    @Test
    void aSummaryIsMeanMedianAndAnIntervalAroundThem() {
        Summary summary = Summary.of(List.of(4.0, 1.0, 2.0, 9.0));

        assertThat(summary.mean()).isEqualTo(4);
        assertThat(summary.median()).isEqualTo(3);
        assertThat(summary.low()).isBetween(1.0, 4.0);
        assertThat(summary.high()).isBetween(4.0, 9.0);
        assertThat(Summary.of(List.of(9.0, 2.0, 4.0, 1.0))).isEqualTo(summary);
        assertThatThrownBy(() -> Summary.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void delaysAreRankedByTheNearest() {
        Delays delays = Delays.of(List.of(4_000L, 1_000L, 2_000L, 3_000L));

        assertThat(delays).isEqualTo(new Delays(2.5, 2, 4));
        assertThatThrownBy(() -> Delays.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
