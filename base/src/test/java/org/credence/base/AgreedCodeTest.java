package org.credence.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** What is hashed, signed and proven is made here. */
class AgreedCodeTest {
    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.base", List.of())).isEmpty();
    }
}
