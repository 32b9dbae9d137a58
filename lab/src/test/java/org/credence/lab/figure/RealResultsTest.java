package org.credence.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.credence.lab.report.Report;
import org.junit.jupiter.api.Test;

/** Runs follow each other in turns, and a turn is compared with itself. */
class RealResultsTest {

    private static final Delays DELAYS = new Delays(1, 1, 1);
    private static final RealPlan PLAN = new RealPlan(3, OptionalInt.empty(), List.of(20, 2_000));
    private static final Setting CBFT = new Setting(Contender.CBFT, 4, 20, false);

    private final List<Setting> asked = new ArrayList<>();
    private final List<Integer> blocks = new ArrayList<>();

    /** A machine that is half as fast in every further turn; CBFT commits half as much again as the others. */
    private Sample run(Setting setting, Load load, int heights, long run) {
        asked.add(setting);
        blocks.add(heights);
        double speed = 1_000 * Math.pow(0.5, run) * (setting.contender() == Contender.CBFT ? 1.5 : 1);
        return new Sample(setting, run, speed, DELAYS, DELAYS);
    }

    private RealResults results() {
        return RealResults.of(Figure.THROUGHPUT, PLAN, this::run, () -> {});
    }

    @Test
    void contendersTakeTurnsAndTheFirstTurnDoesNotCount() {
        RealResults results = results();

        assertThat(asked).hasSize((int) PLAN.all()).hasSize(4 * 3 * 4);
        Set<Contender> first = EnumSet.noneOf(Contender.class);
        for (int turn = 0; turn < 3; turn++) {
            first.add(asked.get(3 * turn).contender());
            assertThat(asked.subList(3 * turn, 3 * turn + 3)).extracting(Setting::contender)
                    .containsExactlyInAnyOrder(Contender.values());
        }
        assertThat(first).hasSize(3);
        assertThat(results.samples()).hasSize(4 * 3 * 3).noneMatch(sample -> sample.seed() == 0);
    }

    @Test
    void smallBlocksAreMeasuredForLonger() {
        results();

        assertThat(blocks.getFirst()).isEqualTo(1_000);
        assertThat(blocks.getLast()).isEqualTo(RealPlan.BLOCKS);
        assertThat(new RealPlan(1, OptionalInt.of(7), List.of(20)).blocksOf(20)).isEqualTo(7);
        assertThatThrownBy(() -> new RealPlan(0, OptionalInt.empty(), List.of(20)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("runs");
    }

    @Test
    void aMachineThatSlowsDownDoesNotChangeTheRatio() {
        Metric metric = Figure.THROUGHPUT.metrics().getFirst();

        assertThat(results().ratio(CBFT, metric)).isEqualTo(new Summary(1.5, 1.5, 1.5, 1.5));
        assertThat(results().at(CBFT, metric).median()).isEqualTo(375);
        assertThat(results().at(CBFT, metric)).satisfies(s -> assertThat(s.low()).isLessThan(s.high()));
    }

    @Test
    void oneRunThatWasHitDoesNotMoveTheMedian() {
        Summary summary = Summary.ofMedian(List.of(10.0, 11.0, 10.0, 12.0, 9.0, 10.0, 11.0, 900.0, 10.0));

        assertThat(summary.median()).isEqualTo(10);
        assertThat(summary.high()).isLessThanOrEqualTo(12);
        assertThat(summary.mean()).isGreaterThan(100);
    }

    @Test
    void thePageHasAPartAboutThem() {
        Plan plan = new Plan(1, 1, 4, 1, List.of(4), List.of(20, 2_000));
        List<Sample> simulated = plan.settings().stream().map(s -> new Sample(s, 1, 100, DELAYS, DELAYS)).toList();

        Report report = FigureReport.of(new Results(Figure.THROUGHPUT, plan, simulated), Optional.of(results()));

        assertThat(report.page().html()).contains("On real members", "times are of a clock",
                "1.500 (1.500 to 1.500)", "3 runs of each point");
        assertThat(report.plots()).extracting(plot -> plot.id()).contains(
                "cbft-throughput-transactionsPerSecond-real", "cbft-throughput-ratio-real");
        assertThat(report.points().text()).contains("cbft,4,20,false,1,750,real\n", "pbft,4,20,false,1,100,simulated");
    }
}
