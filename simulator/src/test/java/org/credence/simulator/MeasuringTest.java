package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Clients;
import org.credence.simulator.setup.Measuring;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.ServiceTimes;
import org.credence.simulator.setup.Stage;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.api.Test;

/** Where a stage measures speed, time passes only for what costs some. */
class MeasuringTest {

    private static final int LATENCY = 100;
    private static final int BATCH = 20;
    private static final int HEIGHTS = 6;
    private static final ServiceTimes FREE = new ServiceTimes(0, 0, 0, 0, Long.MAX_VALUE);
    private static final ServiceTimes CHECKS = new ServiceTimes(10_000, 0, 0, 0, Long.MAX_VALUE);

    /** One batch after the other at member 1; the leader is member 0. */
    private static final class Watch implements Stage, Clients {
        private final ServiceTimes times;
        private final List<Long> handedIn = new ArrayList<>();
        private final List<Long> decided = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();

        Watch(ServiceTimes times) {
            this.times = times;
        }

        @Override
        public Set<Integer> liars() {
            return Set.of();
        }

        @Override
        public long delayMicros(long nowMicros, int from, int to, Message message) {
            return LATENCY;
        }

        @Override
        public Optional<Measuring> measuring() {
            return Optional.of(new Measuring(times, this));
        }

        @Override
        public int window(int member) {
            return member == 1 ? 1 : 0;
        }

        @Override
        public int transactions() {
            return BATCH;
        }

        @Override
        public int payloadBytes() {
            return 100;
        }

        @Override
        public void handedIn(long nowMicros, int member) {
            handedIn.add(nowMicros);
        }

        @Override
        public void decided(long nowMicros, int member, Decision decision) {
            if (member == 1 && !decision.block().batches().isEmpty()) {
                decided.add(nowMicros);
                decision.block().batches().forEach(batch -> sizes.add(batch.head().transactions()));
            }
        }

        @Override
        public boolean satisfied() {
            return decided.size() >= HEIGHTS;
        }

        /** From hand-in to decision, by batch. */
        List<Long> delays() {
            List<Long> delays = new ArrayList<>();
            for (int i = 0; i < decided.size(); i++) {
                delays.add(decided.get(i) - handedIn.get(i));
            }
            return delays;
        }
    }

    private static Outcome run(Watch watch) {
        return new Simulation().staged(Options.of(Protocol.CBFT, 1, 4), watch, Witness.nobody());
    }

    @Test
    void whatIsFreeTakesItsLatenciesOnly() {
        Watch watch = new Watch(FREE);

        assertThat(run(watch).violation()).isEmpty();
        assertThat(watch.sizes).hasSize(HEIGHTS).containsOnly(BATCH);
        // Offer to the leader, proposal, CONFIRMs.
        assertThat(watch.delays()).hasSize(HEIGHTS).containsOnly(3L * LATENCY);
    }

    @Test
    void signaturesTakeTheTimeThatTheyCost() {
        Watch watch = new Watch(CHECKS);

        assertThat(run(watch).violation()).isEmpty();
        // The author and the leader check what clients signed, the leader the author's signature as well. A proposal is
        // signed twice by the leader and its batch by two; who has it CONFIRMs, which the author checks, of one to
        // three.
        long checks = 20 * BATCH + 10 * (1 + 4);
        assertThat(watch.delays()).hasSize(HEIGHTS)
                .allSatisfy(delay -> assertThat(delay - 3 * LATENCY - checks).isBetween(10L, 30L));
    }

    @Test
    void aSlowLineIsWaitedFor() {
        Watch watch = new Watch(new ServiceTimes(0, 0, 0, 0, 100_000_000));

        assertThat(run(watch).violation()).isEmpty();
        // 20 transactions of more than 200 bytes, to three members one after the other, take a millisecond.
        assertThat(watch.delays()).allSatisfy(delay -> assertThat(delay).isGreaterThan(3L * LATENCY + 300));
    }

    @Test
    void theSameSeedGivesTheSameTimes() {
        Watch first = new Watch(CHECKS);
        Watch second = new Watch(CHECKS);

        assertThat(run(first).traceHash()).isEqualTo(run(second).traceHash());
        assertThat(first.delays()).isEqualTo(second.delays());
    }

    @Test
    void timesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new ServiceTimes(0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lineBits");
    }
}
