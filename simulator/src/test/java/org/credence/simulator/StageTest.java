package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;

/** A world arranged by hand does what its stage says, and heals like any other. */
class StageTest {

    private static final long TROUBLE_MICROS = 1_000_000;

    /** CONFIRMs reach member 3 alone until the world heals. */
    private static final Stage ONE_HEARS = new Stage() {

        @Override
        public Set<Integer> liars() {
            return Set.of(1);
        }

        @Override
        public long delayMicros(long nowMicros, int from, int to, Message message) {
            return message instanceof Message.Ballot && to != 3 ? TROUBLE_MICROS - nowMicros : 100;
        }
    };

    /** Notes who decides, in order. */
    private static final class Deciders implements Witness {
        private final List<Integer> members = new ArrayList<>();
        private final Set<Integer> liars = new TreeSet<>();

        @Override
        public void began(Committee committee, Set<Integer> lying) {
            liars.addAll(lying);
        }

        @Override
        public void promised(int member, Promise promise) {}

        @Override
        public void sent(int member, Message message) {}

        @Override
        public void decided(int member, Decision decision) {
            members.add(member);
        }
    }

    @Test
    void messagesTravelAsTheStageSaysAndTheWorldHealsAfterwards() {
        Options options = Options.of(Protocol.CBFT, 1, 4).withSafetyMillis(TROUBLE_MICROS / 1000);
        Deciders deciders = new Deciders();

        Outcome outcome = new Simulation().staged(options, ONE_HEARS, deciders);

        assertThat(outcome.violation()).isEmpty();
        assertThat(deciders.liars).containsExactly(1);
        assertThat(deciders.members.getFirst()).isEqualTo(3);
        assertThat(deciders.members).contains(0, 1, 2);
        assertThat(new Simulation().staged(options, ONE_HEARS, Witness.nobody()).traceHash())
                .isEqualTo(outcome.traceHash());
    }
}
