package org.credence.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** The published form is a pure state machine too: what it loses, it does not lose to chance. */
class AgreedCodeTest {
    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.lab.cbft", List.of())).isEmpty();
    }
}
