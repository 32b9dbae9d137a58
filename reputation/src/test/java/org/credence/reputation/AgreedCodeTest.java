package org.credence.reputation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** Equal facts give equal credit on every machine. */
class AgreedCodeTest {
    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.reputation", List.of())).isEmpty();
    }
}
