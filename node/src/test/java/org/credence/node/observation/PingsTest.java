package org.credence.node.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.part.Quorum;
import org.credence.ledger.observation.Measured;
import org.credence.ledger.observation.Observatory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PingsTest {

    private record Sent(int member, long token) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Observatory observatory = new Observatory(0, Quorum.of(Quorum.Rule.TWO_LANES, 4));
    private final Pings pings = new Pings("pings", List.of(1, 2), (audience, message) -> {
        if (audience instanceof Audience.One(int member) && message instanceof TransferMessage.Ping(long token)) {
            sent.add(new Sent(member, token));
        }
    }, observatory, Duration.ofMillis(5));

    @AfterEach
    void close() {
        pings.close();
    }

    @Test
    void everybodyIsAskedAgainAndAgain() {
        pings.start();
        await().untilAsserted(() -> assertThat(sent.stream().map(Sent::member)).startsWith(1, 2, 1, 2));
        assertThat(sent.stream().map(Sent::token)).doesNotHaveDuplicates();
    }

    @Test
    void onlyTheMemberThatWasAskedCanAnswerAndOnlyOnce() {
        pings.start();
        await().until(() -> sent.size() >= 2);
        pings.close();
        await().until(() -> !pings.isRunning());
        long token = sent.get(sent.size() - 2).token();
        long late = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        pings.answered(2, token, late);
        pings.answered(1, token - 2, late);
        assertThat(observatory.measured().get(1).rttMs()).isEqualTo(Measured.UNKNOWN);
        pings.answered(1, token, late);
        assertThat(observatory.measured().get(1).rttMs()).isBetween(29_000, 31_000);
        assertThat(observatory.measured().get(2).rttMs()).isEqualTo(Measured.UNKNOWN);
    }
}
