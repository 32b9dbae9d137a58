package org.credence.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {

    @Test
    void refusesWhatCannotBeAndNamesTheOptionAndItsLimits() {
        refused(() -> options(3, 128, 1_000, 50, Payload.METERING, true), "--members: is 3, must be 4 to 31");
        refused(() -> options(4, 49, 1_000, 50, Payload.METERING, true), "--size: is 49, must be 50 to 4138");
        refused(() -> options(4, 70_000, 1_000, 50, Payload.OPAQUE, true), "--size: is 70000, must be 0 to 65536");
        refused(() -> options(4, 128, 3, 50, Payload.METERING, true), "--meters: is 3, must be 4 to 100000");
        refused(() -> options(4, 128, 1_000, 1_001, Payload.METERING, true),
                "--per-request: is 1001, must be 1 to 1000");
        refused(() -> options(4, 128, 1_000, 50, Payload.METERING, false),
                "--client-signatures: is off, must be on unless --payload is opaque");
    }

    @Test
    void takesWhatTheCommandOffers() {
        assertThat(options(4, 0, 1_000, 50, Payload.OPAQUE, false).clientSignatures()).isFalse();
        assertThat(BenchOptions.DEFAULT.openLoop()).isFalse();
    }

    @Test
    void opensAsManyConnectionsAsOutstandingTransactionsFill() {
        assertThat(options(4, 128, 1_000, 50, Payload.METERING, true).connectionsPerClient()).isEqualTo(10);
        assertThat(options(4, 128, 1_000, 300, Payload.METERING, true).connectionsPerClient()).isEqualTo(2);
        assertThat(options(4, 128, 1_000, 1_000, Payload.METERING, true).connectionsPerClient()).isEqualTo(1);
    }

    private static void refused(Runnable made, String message) {
        assertThatThrownBy(made::run).isInstanceOf(BenchInvalid.class).hasMessage(message);
    }

    private static BenchOptions options(int members, int size, int meters, int perRequest, Payload payload,
            boolean signatures) {
        return new BenchOptions(Protocol.CBFT, members, size, 1, 0, 4, 500, perRequest, 0, payload, signatures, meters,
                Optional.empty(), false, 0, List.of());
    }
}
