package org.credence.node.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.credence.base.Digest;
import org.credence.consensus.engine.Status;
import org.junit.jupiter.api.Test;

class RelaysTest {

    private volatile Status status = status(3, 2, Status.Stage.ACTIVE);
    private volatile boolean connected = true;
    private final Relays relays = new Relays(0, () -> status, _ -> connected, (_, _) -> {}, Duration.ofMillis(300));

    private static Status status(long view, int leader, Status.Stage stage) {
        return new Status("cbft", 0, view, stage, leader, 0, Digest.ZERO, List.of(), 0, 1, 0, List.of());
    }

    @Test
    void theLeaderOfAViewThatWorksIsSentTo() {
        assertThat(relays.leader()).isEqualTo(OptionalInt.of(2));
        status = status(3, 2, Status.Stage.CHANGING);
        assertThat(relays.leader()).isEmpty();
        status = status(4, 0, Status.Stage.ACTIVE);
        assertThat(relays.leader()).as("this member itself").isEmpty();
        status = status(5, 1, Status.Stage.ACTIVE);
        connected = false;
        assertThat(relays.leader()).isEmpty();
    }

    /** A view may last for ever: who was only overloaded once must not go without for that long. */
    @Test
    void whoLetsOneLapseGetsNoMoreForAWhileInItsView() {
        relays.lapsed();
        assertThat(relays.leader()).isEmpty();
        status = status(4, 1, Status.Stage.ACTIVE);
        assertThat(relays.leader()).isEqualTo(OptionalInt.of(1));
        status = status(3, 2, Status.Stage.ACTIVE);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(relays.leader()).isPresent());
    }

    @Test
    void theWhileGrows() {
        long first = whileAfterALapse();
        long second = whileAfterALapse();
        assertThat(second).isGreaterThan(first + first / 2);
    }

    private long whileAfterALapse() {
        long began = System.nanoTime();
        relays.lapsed();
        while (relays.leader().isEmpty()) {
            LockSupport.parkNanos(1_000_000);
        }
        return System.nanoTime() - began;
    }
}
