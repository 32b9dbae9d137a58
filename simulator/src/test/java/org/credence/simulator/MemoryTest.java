package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a world remembers of its past is bounded, however long it lasts. */
class MemoryTest {

    private static final long MILLIS = 40_000;

    private static Outcome run(Options options) {
        return Unbroken.run(options).outcomes().getFirst();
    }

    private static void remembersNoMore(Options options) {
        Outcome first = run(options.withSafetyMillis(MILLIS));
        Outcome longer = run(options.withSafetyMillis(4 * MILLIS));

        assertThat(longer.decidedHeight()).isGreaterThan(3 * first.decidedHeight());
        assertThat(first.kept()).isGreaterThan(first.decidedHeight());
        assertThat(longer.kept()).isLessThan(2 * first.kept());
    }

    @ParameterizedTest
    @EnumSource
    void fourTimesTheHeightsTakeNoMoreMemory(Protocol protocol) {
        remembersNoMore(Options.of(protocol, 1, 4).withFaults(EnumSet.noneOf(Fault.class)));
    }

    @Test
    void norDoTheyWithCrashesAndLies() {
        remembersNoMore(Options.of(Protocol.CBFT, 3, 4)
                .withFaults(Set.of(Fault.CRASHES, Fault.LAZY_DISKS, Fault.EQUIVOCATES, Fault.REPLAYS)));
    }
}
