package org.credence.lab.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.simulator.Simulation;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Witness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However much waits, each block of the gated leader holds one batch, and none is left out. */
class GateTest {

    /** Notes what each height orders. */
    private static final class Ledger implements Witness {
        private final Map<Long, List<String>> ordered = new TreeMap<>();

        @Override
        public void began(Committee committee, Set<Integer> liars) {}

        @Override
        public void promised(int member, Promise promise) {}

        @Override
        public void sent(int member, Message message) {}

        @Override
        public void decided(int member, Decision decision) {
            // The leader has batches of its own only after the world has healed, when nothing is measured.
            ordered.put(decision.height(), decision.block().batches().stream().map(batch -> batch.head())
                    .filter(head -> head.author() != Testbed.LEADER)
                    .map(head -> head.author() + "." + head.sequence()).toList());
        }
    }

    @ParameterizedTest
    @EnumSource(Contender.class)
    void blocksHoldOneBatchEach(Contender contender) {
        // Batches of 100 transactions are vouched for in turn, so the leader hears of them in both ways.
        Setting setting = new Setting(contender, 4, 100, true);
        Course course = new Course(setting, Load.SATURATED, 12, 1);
        Ledger ledger = new Ledger();
        Options options = Options.of(contender.protocol(), 1, 4)
                .withInvariants(contender.demanded()).withSafetyMillis(60_000);

        new Simulation(Trial.gated(contender.engines(4))).staged(options, course, ledger);

        assertThat(course.satisfied()).isTrue();
        List<String> all = new ArrayList<>();
        ledger.ordered.values().forEach(batches -> {
            assertThat(batches).hasSizeLessThanOrEqualTo(1);
            all.addAll(batches);
        });
        assertThat(new HashSet<>(all)).hasSameSizeAs(all).contains("1.1", "1.2", "2.1", "2.2");
    }
}
