package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.credence.checks.Ban;
import org.credence.checks.Violation;
import org.junit.jupiter.api.Test;

/** Execution gives the same state and receipts on every machine; keeping and serving them is not agreed. */
class AgreedCodeTest {
    private static final List<String> NOT_AGREED =
            List.of("org.credence.ledger.store", "org.credence.ledger.Ledger", "org.credence.ledger.WrongChain");

    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.ledger", NOT_AGREED))
                .as("all but a branch's children, which readers on other threads may see as stubs or as nodes")
                .containsExactlyInAnyOrder(
                        new Violation("org.credence.ledger.tree.Branch", "left", Ban.THREADS, "volatile"),
                        new Violation("org.credence.ledger.tree.Branch", "right", Ban.THREADS, "volatile"));
    }
}
