package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Tag;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Calendar;
import org.credence.simulator.setup.Listener;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Ranks;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;

/** A stage may say who leads later epochs, and hear what members hear; without it both are as ever. */
class RanksTest {

    private static final int MEMBERS = 4;
    private static final int BLOCKS = 5;

    /** Everything arrives at once, as on a stage that says nothing of ranks. */
    private static class Quick implements Stage {

        @Override
        public Set<Integer> liars() {
            return Set.of();
        }

        @Override
        public long delayMicros(long nowMicros, int from, int to, Message message) {
            return 100;
        }
    }

    /** Later epochs are led by member 2 first. */
    private static final class Led extends Quick implements Listener {
        private final Set<Integer> first = new TreeSet<>();
        private final List<Cause> causes = new ArrayList<>();
        private long sent;
        private long received;

        @Override
        public Ranks ranks() {
            return (committee, base) -> List.of(2, 3, 0, 1);
        }

        @Override
        public Listener listener() {
            return this;
        }

        @Override
        public void sent(long nowMicros, int member, Message message) {
            sent++;
        }

        @Override
        public void received(long nowMicros, int member, int sender, Message message) {
            received++;
        }

        @Override
        public void decided(long nowMicros, int member, Decision decision) {
            if (decision.height() > BLOCKS && decision.height() % BLOCKS == 1) {
                first.add(decision.block().header().proposer());
            }
        }

        @Override
        public void moved(int member, int epoch, Effect.Moved moved) {
            causes.add(moved.cause());
        }
    }

    private static Outcome staged(Stage stage) {
        return new Simulation().staged(Options.of(Protocol.CBFT, 1, MEMBERS).withEpochBlocks(BLOCKS)
                .withSafetyMillis(2_000), stage, Witness.nobody());
    }

    @Test
    void theStageSaysWhoLeads() {
        Led led = new Led();

        Outcome outcome = staged(led);

        assertThat(outcome.violation()).isEmpty();
        assertThat(outcome.decidedHeight()).isGreaterThan(3L * BLOCKS);
        assertThat(led.first).containsExactly(2);
        assertThat(led.causes).contains(Cause.TENURE);
        assertThat(led.sent).isPositive();
        assertThat(led.received).isGreaterThan(led.sent);
    }

    @Test
    void hearingChangesNothing() {
        assertThat(staged(new Quick()).traceHash()).isEqualTo(staged(new Quick() {

            @Override
            public Listener listener() {
                return new Led();
            }
        }).traceHash());
    }

    @Test
    void withoutAWordTheBaseShufflesAsEver() {
        Digest chainId = digest(0);
        Committee committee = new Committee(chainId, 0, IntStream.rangeClosed(1, 7)
                .mapToObj(member -> new PublicKey(digest(member))).toList(), Protocol.CBFT.quorum(7));
        Calendar calendar = Calendar.of(committee, 10);

        // Pinned: another order would make other worlds of all seeds with epochs.
        assertThat(calendar.on(Base.at(10, digest(8))).rank()).containsExactly(0, 3, 2, 4, 5, 1, 6);
        assertThat(calendar.on(Base.at(20, digest(9))).rank()).containsExactly(2, 6, 5, 4, 1, 0, 3);
        assertThat(calendar.on(Base.at(20, digest(9))).number()).isEqualTo(2);
    }

    private static Digest digest(int number) {
        return Hasher.of(Tag.CHAIN).add(number).digest();
    }
}
