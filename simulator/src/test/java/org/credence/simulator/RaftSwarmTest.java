package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Report;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raft in random worlds in which members crash but do not lie. {@code credence simulate} runs as many as one likes. */
class RaftSwarmTest {

    @ParameterizedTest
    @CsvSource({"4, 40", "5, 30", "7, 20"})
    void crashesAndABadNetworkBreakNothingAndProgressFollowsHealing(int members, int seeds) {
        Report report = Unbroken.run(Options.of(Protocol.RAFT, 1, members).withSeeds(seeds));
        assertThat(report.outcomes()).allMatch(outcome -> outcome.decidedHeight() > 0);
        assertThat(report.outcomes()).anyMatch(outcome -> outcome.view() > 2);
    }

    @Test
    void withoutFaultsTheFirstLeaderStays() {
        Report report =
                Unbroken.run(Options.of(Protocol.RAFT, 1, 4).withSeeds(3).withFaults(EnumSet.noneOf(Fault.class)));
        assertThat(report.outcomes()).allMatch(outcome -> outcome.view() == 1 && outcome.decidedHeight() > 20);
    }
}
