package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** Execution gives the same state and receipts on every machine; storage and proofs for clients are not agreed. */
class AgreedCodeTest {
    private static final List<String> AGREED = List.of("org.credence.ledger");

    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), AGREED)).isEmpty();
    }
}
