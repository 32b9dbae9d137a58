package org.credence.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.credence.ledger.observation.Measured;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real members with real sockets and disks. */
@Timeout(240)
class ConsortiumTest {

    @TempDir
    Path root;

    @Test
    void whatOneMemberTakesInAllExecuteToTheSameRoot() {
        try (Consortium four = new Consortium(root).startAll()) {
            List<Outcome> outcomes = four.submit(0, four.feed(50).registrations());
            assertThat(outcomes).hasSize(50);
            four.submit(1, four.feed(20).registrations());
            four.submit(2, four.feed(20).registrations());
            four.submit(3, four.feed(20).registrations());
            four.awaitAgreement(1);
            assertThat(four.node(3).transaction(outcomes.getFirst().receipt().transaction()))
                    .isEqualTo(new TransactionStatus.Decided(outcomes.getFirst()));
        }
    }

    @Test
    void theOthersGoOnWithoutAMemberAndItCatchesUp() {
        try (Consortium four = new Consortium(root).startAll()) {
            four.submit(0, four.feed(10).registrations());
            four.stop(2);
            // More heights than one request for decided blocks brings.
            for (int i = 0; i < 70; i++) {
                four.submit(0, four.feed(1).registrations());
            }
            long height = four.node(0).standing().executedHeight();
            four.start(2);
            four.awaitAgreement(height);
            four.submit(2, four.feed(10).registrations());
            four.awaitAgreement(height + 1);
        }
    }

    /** What it will report to the ledger; for now its meters show it. */
    @Test
    void everyMemberMeasuresTheOthers() {
        try (Consortium four = new Consortium(root).startAll()) {
            four.submit(0, four.feed(10).registrations());
            four.stop(2);
            for (int i = 0; i < 30; i++) {
                four.submit(0, four.feed(1).registrations());
            }
            String down = four.node(0).genesis().members().get(2).name();
            String up = four.node(0).genesis().members().get(3).name();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                assertThat(measured(four, "credence_member_rtt_ms", up)).isLessThan(Measured.UNKNOWN);
                assertThat(measured(four, "credence_member_confirm_lag_ms", up)).isLessThan(Measured.UNKNOWN);
                assertThat(measured(four, "credence_member_missed_votes", down))
                        .isGreaterThan(measured(four, "credence_member_missed_votes", up));
            });
        }
    }

    private static double measured(Consortium four, String name, String member) {
        return four.node(0).meters().get(name).tag("member", member).gauge().value();
    }

    @Test
    void aDeadLeaderIsReplaced() {
        try (Consortium four = new Consortium(root).startAll()) {
            four.submit(1, four.feed(10).registrations());
            assertThat(four.leader()).isZero();
            four.stop(0);
            four.submit(1, four.feed(10).registrations());
            assertThat(four.node(1).standing().engine().view()).isPositive();
            four.start(0);
            four.submit(0, four.feed(10).registrations());
            four.awaitAgreement(1);
        }
    }

    /**
     * As a power cut does that comes before the chain is synced. The journal has every decision that a vote may build
     * on, so a member knows of them again before anybody tells it.
     */
    @Test
    void theEndOfAChainThatWasLostComesBackFromTheJournal() throws IOException {
        try (Consortium four = new Consortium(root).startAll()) {
            four.grow(0, 3);
            four.awaitAgreement(3);
            long kept = four.node(2).standing().executedHeight();
            List<Path> files = new ArrayList<>();
            List<Long> sizes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                files.add(four.config(i).data().chain().resolve("00000001.blocks"));
                sizes.add(Files.size(files.get(i)));
            }
            four.grow(1, 5);
            four.awaitAgreement(kept + 3);
            NodeStanding before = four.node(2).standing();
            for (int i = 0; i < 4; i++) {
                four.stop(i);
                cut(files.get(i), sizes.get(i));
            }
            assertThat(four.start(2).standing().engine().decidedHeight())
                    .isGreaterThanOrEqualTo(before.executedHeight());
            List.of(0, 1, 3).forEach(four::start);
            four.awaitAgreement(before.executedHeight());
            assertThat(four.node(2).executed(before.executedHeight()).orElseThrow().stateRoot())
                    .isEqualTo(before.stateRoot());
            four.submit(3, four.feed(10).registrations());
            four.awaitAgreement(before.executedHeight() + 1);
        }
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.size()).isGreaterThan(size);
            channel.truncate(size);
        }
    }

    @Test
    void afterAllFourStopTheSameChainGoesOn() {
        try (Consortium four = new Consortium(root).startAll()) {
            four.submit(0, four.feed(30).registrations());
            four.awaitAgreement(1);
            long height = four.node(0).standing().executedHeight();
            var before = four.node(0).decision(1).orElseThrow();
            for (int i = 0; i < 4; i++) {
                four.stop(i);
            }
            four.startAll();
            assertThat(four.node(0).standing().executedHeight()).isGreaterThanOrEqualTo(height);
            four.submit(3, four.feed(10).registrations());
            four.awaitAgreement(height + 1);
            assertThat(four.node(0).decision(1).orElseThrow()).isEqualTo(before);
        }
    }
}
