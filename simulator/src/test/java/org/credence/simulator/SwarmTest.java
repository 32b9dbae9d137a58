package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Report;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CBFT in worlds with everything that goes wrong. */
class SwarmTest {

    @ParameterizedTest
    @CsvSource({"4, 60", "7, 25", "10, 6"})
    void allFaultsBreakNothingAndProgressFollowsHealing(int members, int seeds) {
        Report report = Unbroken.run(Options.of(Protocol.CBFT, 1, members).withSeeds(seeds));
        assertThat(report.outcomes()).allMatch(outcome -> outcome.decidedHeight() > 0);
        assertThat(report.outcomes()).anyMatch(outcome -> outcome.view() > 0);
    }

    /**
     * Members that caught up in the middle of a view change gave the view no time and dragged the others on (657, 946,
     * 1842; 331 and 1648 with seven); a leader built on a block that one liar had reported with a state root of its own
     * (1066); a leader that was behind caught up by one block per heartbeat, because decisions that overtook each other
     * were dropped (870); a leader was left for not ordering a batch whose certificate a liar had shown to others only
     * (366); a new leader asked for what was inline in a report's blocks and ignored the answer, since it was of a view
     * that had been left (238 with six); two members voted on a state, and one lost the decision that it came from to a
     * power cut, so that nobody could check what the other reported (21518).
     */
    @ParameterizedTest
    @CsvSource({"366, 4", "657, 4", "870, 4", "946, 4", "1066, 4", "1842, 4", "21518, 4", "238, 6", "331, 7",
            "1648, 7"})
    void whatOnceFailedHolds(int seed, int members) {
        Unbroken.run(Options.of(Protocol.CBFT, seed, members));
    }

    @Test
    void withoutFaultsTheFirstViewLasts() {
        Report report =
                Unbroken.run(Options.of(Protocol.CBFT, 1, 4).withSeeds(3).withFaults(EnumSet.noneOf(Fault.class)));
        assertThat(report.outcomes()).allMatch(outcome -> outcome.view() == 0 && outcome.decidedHeight() > 20);
    }

    /** The slow lane, and a committee that widens the fast one at the price of tolerance. */
    @Test
    void otherTolerancesHoldToo() {
        for (Quorum quorum : List.of(new Quorum(6, 1, 1), new Quorum(8, 1, 1), new Quorum(9, 2, 2))) {
            Unbroken.run(Options.of(Protocol.CBFT, 1, quorum.n()).withQuorum(quorum).withSeeds(3));
        }
    }

    @Test
    void realSignaturesChangeNothing() {
        Unbroken.run(Options.of(Protocol.CBFT, 3, 4).withSafetyMillis(300).withRealSignatures());
    }
}
