package org.credence.simulator.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The small configurations of {@code docs/spec}; its README has the large ones. A number of states that changes means
 * that the model changed: then the large ones have to be run again.
 */
class SpecificationTest {

    @TempDir
    private Path scratch;

    @ParameterizedTest
    @CsvSource({"fast, 505", "fast-heights, 1716", "fast-views, 893", "wide, 394"})
    void theSmallConfigurationsAreExhaustedWithoutError(String configuration, int states) {
        Tlc run = Tlc.check(configuration, scratch);
        assertThat(run.complete()).as(run.output()).isTrue();
        assertThat(run.distinctStates()).as(run.output()).isEqualTo(states);
    }

    @ParameterizedTest
    @CsvSource({"broken-no-exclusion, 5", "broken-support-low, 6", "broken-support-high, 5", "broken-no-opening, 5",
            "broken-three, 2", "broken-wide, 4"})
    void everyBrokenVariantForks(String configuration, int steps) {
        Tlc run = Tlc.check(configuration, scratch);
        assertThat(run.output()).contains("Invariant Agreement is violated.");
        assertThat(run.counterexample()).as(run.output()).isEqualTo(steps);
    }
}
