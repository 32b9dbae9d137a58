package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.apps.metering.feed.Recording;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.cli.Ran;
import org.credence.cli.feeder.Fleet;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.Submission;
import org.credence.client.verify.ChainTrust;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.Leaf;
import org.credence.ledger.tree.NodeCodec;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Members that join, get another key, change the credit model and leave, as processes under load (P§1.7):
 * {@code mvn -B verify -Pprocesses}. Prints how long the chain paused.
 */
@Tag("processes")
class ChangesTest {

    private static final int EPOCH = 100;
    private static final int CLIENTS = 6;
    private static final int ROTATING = 1;
    private static final int LEAVING = 3;
    /** Where in an epoch's record the last byte of the first member's credit is. */
    private static final int CREDIT = 4 + 32 + 32 + 4 + 3;
    private static final String EAST = "east";
    private static final Duration LONG = Duration.ofMinutes(3);

    @TempDir
    private Path directory;

    private final Opened open = new Opened();
    private LocalConsortium consortium;
    private Crew.Processes founders;
    private DataDirectory east;
    private URI eastAddress;
    private CredenceClient client;
    private ChainTrust trust;
    private Load load;
    private Pulse pulse;
    private Motions motions;

    @BeforeEach
    void startFourMembersUnderLoad() {
        consortium = LocalConsortium.create(directory.resolve("net"), Protocol.CBFT,
                Optional.of(new Genesis.Epochs(EPOCH, CreditModels.shipped().digest())), 4);
        motions = new Motions(consortium);
        founders = open.add(Crew.Processes.start(consortium, Retention.all(), System.out::println));
        await("all serve clients").atMost(LONG).until(() -> addresses(0).stream().allMatch(ChangesTest::serves));
        client = open.add(CredenceClient.of(addresses(0)));
        trust = ChainTrust.of(consortium.genesis().committee(), consortium.genesis().epochLength());
        pulse = open.add(new Pulse(client));
        load = open.add(new Load(consortium.genesis().chainId(),
                Fleet.of(Recording.shipped(), CLIENTS + 2, consortium.feederSecret())));
        IntStream.range(0, CLIENTS).forEach(meter -> load.waiting(meter, addresses(meter % 4)));
        load.trusting(CLIENTS, addresses(0).getFirst());
        awaitEpochs(1);
    }

    @AfterEach
    void stopAll() {
        open.close();
    }

    @Test
    void nothingAcknowledgedIsLostWhileMembersChange() throws IOException {
        List<Integer> agreed = List.of(join(), rotate(), remodel(), leave());
        awaitEpochs(2);
        load.close();
        List<URI> staying = List.of(addresses(0).getFirst(), addresses(1).getFirst(), addresses(2).getFirst(),
                eastAddress);
        staying.forEach(this::requireOnLedger);
        open.close();

        History history = history(consortium.home(0));
        report(history);
        assertThat(history.changes()).as("each change was made at the end of the epoch that agreed on it")
                .isEqualTo(agreed.stream().map(epoch -> (long) (epoch + 1) * EPOCH).toList());
        for (DataDirectory home : List.of(consortium.home(0), consortium.home(1), consortium.home(2), east)) {
            History here = history(home);
            requireOnce(here);
            int both = Math.min(here.blocks().size(), history.blocks().size());
            assertThat(here.blocks().subList(0, both)).isEqualTo(history.blocks().subList(0, both));
            assertThat(audited(home)).as(home.root().toString()).isEqualTo(here.blocks().size());
        }
        History departed = history(consortium.home(LEAVING));
        assertThat(audited(consortium.home(LEAVING))).as("the last block it was a member for")
                .isEqualTo(departed.blocks().size()).isEqualTo(history.changes().getLast());
        assertThat(departed.blocks()).isEqualTo(history.blocks().subList(0, departed.blocks().size()));
        alterCreditTable(east);
        Ran altered = Ran.credence("verify", east.root().toString());
        assertThat(altered.code()).as(altered.out() + altered.err()).isEqualTo(1);
        assertThat(altered.out() + altered.err()).contains("(state): node ");
    }

    private History history(DataDirectory home) throws IOException {
        return History.of(home, consortium.genesis(), Files.createTempDirectory(directory, "anew"));
    }

    private int join() throws IOException {
        east = DataDirectory.in(consortium.root().resolve(EAST));
        List<Integer> ports = Ports.free(2);
        eastAddress = URI.create("http://127.0.0.1:" + ports.get(1));
        GenesisFile.write(consortium.genesis(), east.genesis());
        Path password = east.root().resolve(LocalConsortium.PASSWORD);
        Files.writeString(password, "only for this test\n");
        try (KeyPair pair = KeyPair.generate(new SecureRandom())) {
            Keystore.create(east.key(), pair, "only for this test".toCharArray(), KeyDerivation.LIGHT,
                    new SecureRandom());
        }
        Path request = directory.resolve("east.request");
        Ran asked = Ran.credence("member", "request", request.toString(), "--data", east.root().toString(), "--name",
                EAST, "--peer-port", "" + ports.get(0), "--api-port", "" + ports.get(1), "--password-file",
                password.toString());
        assertThat(asked.code()).as(asked.err()).isZero();
        MemberProcess newcomer = MemberProcess.start(east.root(), EAST, Retention.all(), System.out::println);
        open.add(newcomer::stop);
        motions.say(0, "member", "propose", "join", request.toString());
        int agreed = motions.carry(1, 2, 3);
        await("the newcomer serves clients").atMost(LONG).until(() -> serves(eastAddress));
        load.waiting(CLIENTS + 1, List.of(eastAddress));
        awaitEpochs(1);
        return agreed;
    }

    /** It is killed and started to have its next key at hand, as any restart might end. */
    private int rotate() {
        String key = motions.say(ROTATING, "key", "rotate").path("publicKey").asString();
        founders.kill(ROTATING);
        founders.start(ROTATING);
        await("it serves clients again").atMost(LONG).until(() -> serves(addresses(ROTATING).getFirst()));
        int agreed = motions.carry(0, 2, 3);
        await("the new key is a member's").atMost(LONG).ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> roster().seats().stream().anyMatch(seat -> seat.key().hex().equals(key)));
        awaitEpochs(1);
        return agreed;
    }

    private int remodel() throws IOException {
        byte[] other = CreditModels.shipped().encoded();
        other[other.length - 1] ^= 1;
        Path file = Files.write(directory.resolve("other.model"), other);
        for (DataDirectory home : homes()) {
            Files.createDirectories(home.models());
            Files.copy(file, home.models().resolve("other.model"));
        }
        motions.say(0, "member", "propose", "model", file.toString());
        int agreed = motions.carry(1, 2, 3);
        Digest digest = CreditModels.read(file).digest();
        await("the new model ends epochs").atMost(LONG).ignoreExceptionsInstanceOf(ClientException.class)
                .until(() -> record().model().equals(digest));
        awaitEpochs(1);
        return agreed;
    }

    private int leave() {
        String name = consortium.genesis().members().get(LEAVING).name();
        motions.say(0, "member", "propose", "leave", name);
        int agreed = motions.carry(1, 2, LEAVING);
        await("it has left").atMost(LONG)
                .until(() -> founders.members().get(LEAVING).endedByItself().isPresent());
        assertThat(founders.members().get(LEAVING).endedByItself().orElseThrow()).contains("has stopped itself");
        assertThat(roster().seats().stream().map(Seat::name)).doesNotContain(name).contains(EAST);
        return agreed;
    }

    private List<DataDirectory> homes() {
        return Stream.concat(IntStream.range(0, 4).mapToObj(consortium::home), Stream.of(east)).toList();
    }

    /** The founders' APIs, beginning with one of them. */
    private List<URI> addresses(int first) {
        List<URI> all = new ArrayList<>(consortium.genesis().members().stream().map(Observer::address).toList());
        Collections.rotate(all, -first);
        return all;
    }

    private void awaitEpochs(int count) {
        long height = pulse.height() + (long) count * EPOCH;
        await().atMost(LONG).until(() -> pulse.height() > height);
    }

    /** As a client has it that knows the genesis file and follows the members. */
    private Roster roster() {
        trust = client.renewed(trust);
        return consortium.genesis().constitution().orElseThrow()
                .roster(client.state("/v1/roster", StateKey.roster(), trust).value());
    }

    private EpochRecord record() {
        trust = client.renewed(trust);
        return EpochRecord.of(client.state("/v1/epoch", StateKey.epoch(), trust).value(),
                consortium.genesis().constitution().orElseThrow());
    }

    private static boolean serves(URI member) {
        return executedHeight(member) >= 0;
    }

    private static long executedHeight(URI member) {
        try (CredenceClient one = CredenceClient.of(List.of(member))) {
            return one.get("/v1/status").path("executedHeight").asLong();
        } catch (ClientException e) {
            return -1;
        }
    }

    /** What clients were told is proven by this member alone, and what was only taken in becomes decided. */
    private void requireOnLedger(URI member) {
        trust = client.renewed(trust);
        try (CredenceClient one = CredenceClient.of(List.of(member))) {
            await("decided at " + member).atMost(LONG).until(() -> load.taken().stream()
                    .allMatch(id -> one.transaction(id).filter(Submission.Decided.class::isInstance).isPresent()));
            for (Load.Acknowledged told : load.acknowledged()) {
                assertThat(one.prove(told.receipt().transaction(), trust).orElseThrow().receipt().orElseThrow()
                        .receipt()).isEqualTo(told.receipt());
            }
        }
    }

    private void requireOnce(History history) {
        assertThat(load.failures()).as("what clients could do nothing with").isEmpty();
        assertThat(load.acknowledged()).hasSizeGreaterThan(100);
        assertThat(load.acknowledged()).as("decided otherwise than a client was told")
                .filteredOn(told -> !history.receipts(told.receipt().transaction()).contains(told.receipt())).isEmpty();
        assertThat(load.taken()).as("taken in by a member that stays").hasSizeGreaterThan(100);
        assertThat(Stream.concat(load.acknowledged().stream().map(told -> told.receipt().transaction()),
                load.taken().stream())).as("lost, without effect, or with more than one")
                .filteredOn(id -> history.receipts(id).stream().filter(Receipt::accepted).count() != 1).isEmpty();
    }

    /** Height up to which a directory is sound, by the command for it. */
    private long audited(DataDirectory home) throws IOException {
        Path json = directory.resolve("audit.json");
        Ran audit = Ran.credence("verify", home.root().toString(), "--json", json.toString());
        assertThat(audit.code()).as(audit.out() + audit.err()).isZero();
        return JsonMapper.shared().readTree(Files.readString(json, StandardCharsets.UTF_8)).path("height").asLong();
    }

    /** One bit of the first member's credit; every checksum of the file holds. */
    private static void alterCreditTable(DataDirectory home) {
        try (StateStore store = StateStore.open(home.state()); StateStore.Step step = store.step()) {
            Persisted version = store.self().orElseThrow();
            for (long id = 0; id < version.nextId(); id++) {
                byte[] record = store.value(Table.NODE, Table.key(id)).orElseThrow();
                if (NodeCodec.decode(id, record, new StateHash()) instanceof Leaf leaf
                        && leaf.prefix().equals(StateKey.epoch().hash())) {
                    record[record.length - leaf.value().length + CREDIT] ^= 1;
                    step.put(Table.NODE, Table.key(id), record);
                }
            }
            step.commit(version);
            store.flush();
        }
    }

    private void report(History history) {
        Map<Long, Long> gaps = new TreeMap<>(pulse.gaps());
        LongSummaryStatistics decisions =
                load.acknowledged().stream().mapToLong(Load.Acknowledged::millis).summaryStatistics();
        System.out.printf("%d blocks, %d acknowledged, %d only taken in; a decision took %.0f ms, at most %d ms%n",
                history.blocks().size(), load.acknowledged().size(), load.taken().size(), decisions.getAverage(),
                decisions.getMax());
        System.out.println("ms after the last block of epochs that changed something: "
                + history.changes().stream().map(height -> height + ": " + gaps.remove(height)).toList());
        System.out.println("of other epochs: " + gaps.entrySet().stream().filter(gap -> gap.getKey() % EPOCH == 0)
                .map(gap -> gap.getKey() + ": " + gap.getValue()).toList());
        gaps.keySet().removeIf(height -> height % EPOCH == 0);
        System.out.println("within epochs, longest first: " + gaps.entrySet().stream()
                .sorted(Map.Entry.<Long, Long>comparingByValue().reversed()).limit(8)
                .map(gap -> gap.getKey() + ": " + gap.getValue()).toList());
    }
}
