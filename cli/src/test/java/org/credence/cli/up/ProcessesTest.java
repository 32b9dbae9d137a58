package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MonthRecord;
import org.credence.apps.metering.feed.Recording;
import org.credence.base.Digest;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.feeder.VirtualMeter;
import org.credence.cli.view.Frame;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.verify.ChainTrust;
import org.credence.consensus.protocol.Protocol;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Members that are killed: {@code mvn -B verify -Pprocesses}, since it starts a dozen JVMs. Prints how long things
 * took.
 */
@Tag("processes")
class ProcessesTest {

    private static final int METERS = 20;
    private static final double RATE = 200;
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private LocalConsortium consortium;
    private Fleet fleet;

    /** So short that several end while members are killed and started. */
    private static Optional<Genesis.Epochs> epochs(Protocol protocol) {
        return protocol.hasEpochs() ? Optional.of(new Genesis.Epochs(50, CreditModels.shipped().digest()))
                : Optional.empty();
    }

    private void makeConsortium(Protocol protocol) {
        consortium = LocalConsortium.create(directory.resolve("net"), protocol, epochs(protocol), 4);
        fleet = Fleet.of(Recording.shipped(), METERS, consortium.feederSecret());
    }

    @ParameterizedTest
    @EnumSource
    void theLeaderAndThenAllAreKilledAndNothingAcknowledgedIsLost(Protocol protocol) {
        makeConsortium(protocol);
        try (Session session = Session.start(consortium, true, Retention.all(), fleet, RATE, _ -> {})) {
            await().atMost(LONG).until(() -> height(session.frame()) > 20);
            String leader = session.frame().chain().orElseThrow().leader();
            int killed = index(leader);
            Crew.Processes crew = (Crew.Processes) session.crew();
            crew.kill(killed);
            long began = System.nanoTime();
            long before = height(session.frame());
            await().atMost(LONG).until(() -> height(session.frame()) > before + 2);
            report("decisions after the leader's death", began);

            began = System.nanoTime();
            crew.start(killed);
            long others = status((killed + 1) % 4).path("executedHeight").asLong();
            await().atMost(LONG).until(() -> executedHeight(killed) >= others);
            report("the killed member has executed what the others had", began);

            IntStream.range(0, 4).forEach(crew::kill);
            // Nobody is left to acknowledge anything; what came before is counted in a moment.
            await().during(Duration.ofSeconds(1)).atMost(LONG).until(() -> session.frame().up() == 0);
            long accepted = session.frame().counts().accepted();
            began = System.nanoTime();
            IntStream.range(0, 4).forEach(crew::start);
            await().atMost(LONG).until(() -> session.frame().counts().accepted() > accepted + 100);
            report("readings decided after the death of all", began);
            assertThat(session.stop().counts().refusals()).isEmpty();
            await().atMost(LONG).until(() -> IntStream.range(1, 4).allMatch(i -> sameState(0, i)));
            assertThat(session.frame().counts().accepted()).isLessThanOrEqualTo(readingsOnTheLedger());
        }
    }

    private static void report(String what, long began) {
        System.out.printf("%s: %.1f s%n", what, (System.nanoTime() - began) / 1e9);
    }

    private static long height(Frame frame) {
        return frame.chain().map(Frame.Chain::height).orElse(0L);
    }

    private int index(String name) {
        return consortium.genesis().members().stream().map(Genesis.Member::name).toList().indexOf(name);
    }

    private long executedHeight(int member) {
        try {
            return status(member).path("executedHeight").asLong();
        } catch (ClientException e) {
            return 0;
        }
    }

    /** Once nothing is fed any more, all come to rest at one height. */
    private boolean sameState(int one, int other) {
        try {
            JsonNode a = status(one);
            JsonNode b = status(other);
            return a.path("executedHeight").asLong() == b.path("executedHeight").asLong()
                    && a.path("stateRoot").equals(b.path("stateRoot"));
        } catch (ClientException e) {
            return false;
        }
    }

    private JsonNode status(int member) {
        Genesis.Member at = consortium.genesis().members().get(member);
        try (CredenceClient client = CredenceClient.of(List.of(Observer.address(at)))) {
            return client.get("/v1/status");
        }
    }

    /** As the proofs show it, meter by meter. */
    private long readingsOnTheLedger() {
        ChainTrust trust = ChainTrust.of(consortium.genesis().committee(), consortium.genesis().epochLength());
        long readings = 0;
        try (CredenceClient client =
                CredenceClient.of(consortium.genesis().members().stream().map(Observer::address).toList())) {
            for (VirtualMeter meter : fleet.meters()) {
                Digest id = meter.id();
                int next = MeterRecord.decode(client.state("/v1/meters/" + id.hex(), Metering.meterKey(id), trust)
                        .value().orElseThrow()).next();
                int last = Calendar.monthOf(Calendar.dayOf(next - 1));
                for (int month = Calendar.monthOf(Calendar.dayOf(fleet.firstInterval())); month <= last; month++) {
                    readings += client.state("/v1/meters/" + id.hex() + "/periods/" + Calendar.monthName(month),
                            Metering.monthKey(id, month), trust).value().map(MonthRecord::decode)
                            .map(MonthRecord::readings).orElse(0);
                }
            }
        }
        return readings;
    }
}
