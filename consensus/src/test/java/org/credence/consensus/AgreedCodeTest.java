package org.credence.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** Engines, kernels and protocols give the same effects for the same inputs on every machine. */
class AgreedCodeTest {
    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.consensus", List.of())).isEmpty();
    }
}
