package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A1: where more members lie than are tolerated the chain may fork, and then f+1 of them can be convicted. */
class OverrunTest {

    private static final int SEEDS = 30;

    /** Sees whether two correct members decide differently. */
    private static final class Forks implements Witness {
        private final Map<Long, Digest> decided = new HashMap<>();
        private Set<Integer> liars = Set.of();
        private boolean forked;

        @Override
        public void began(Committee committee, Set<Integer> lying) {
            liars = lying;
        }

        @Override
        public void promised(int member, Promise promise) {}

        @Override
        public void sent(int member, Message message) {}

        @Override
        public void decided(int member, Decision decision) {
            if (!liars.contains(member)) {
                Digest other = decided.putIfAbsent(decision.height(), decision.block().id());
                forked |= other != null && !other.equals(decision.block().id());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "CBFT | 4 | equivocates,ambushes,double_confirms,commits_early,omits_tip,votes_late | 1",
            "CBFT | 7 | equivocates,ambushes,double_confirms,commits_early,omits_tip,votes_late | 1"})
    void aForkConvictsMoreThanAreTolerated(Protocol protocol, int members, String faults, long from) {
        Options options = Options.of(protocol, from, members).withFaults(Fault.parse(faults)).withSafetyMillis(2_000);
        int forks = 0;
        for (long seed = from; seed < from + SEEDS; seed++) {
            Forks witness = new Forks();
            Outcome outcome = new Simulation()
                    .witnessed(options.withSeed(seed).withLiars(options.quorum().weak()), witness);
            assertThat(outcome.violation()).isEmpty();
            forks += witness.forked ? 1 : 0;
        }
        assertThat(forks).as("worlds with a fork").isPositive();
    }
}
