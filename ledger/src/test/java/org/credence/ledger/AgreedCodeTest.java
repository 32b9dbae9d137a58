package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.credence.checks.AgreedCode;
import org.junit.jupiter.api.Test;

/** Execution gives the same state and receipts on every machine; keeping and serving them is not agreed. */
class AgreedCodeTest {
    private static final List<String> NOT_AGREED =
            List.of("org.credence.ledger.observation", "org.credence.ledger.store", "org.credence.ledger.Ledger",
                    "org.credence.ledger.Persister", "org.credence.ledger.Restoration",
                    "org.credence.ledger.StateAudit",
                    "org.credence.ledger.Unsaved", "org.credence.ledger.WrongChain");

    @Test
    void computesTheSameEverywhere() {
        assertThat(AgreedCode.violations(Path.of("target/classes"), "org.credence.ledger", NOT_AGREED)).isEmpty();
    }
}
