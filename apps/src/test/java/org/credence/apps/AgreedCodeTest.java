package org.credence.apps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** Contracts give the same state and receipts on every machine. */
class AgreedCodeTest {
    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.apps",
                List.of("org.credence.apps.metering.feed"))).isEmpty();
    }
}
