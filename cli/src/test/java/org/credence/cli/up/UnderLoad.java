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
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.apps.metering.feed.Recording;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.StateKey;
import org.credence.cli.Ran;
import org.credence.cli.feeder.Fleet;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.Submission;
import org.credence.client.verify.ChainTrust;
import org.credence.consensus.part.Roster;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyDerivation;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.Retention;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four founders as processes, clients that keep them busy, and one more who joins. */
final class UnderLoad implements AutoCloseable {

    static final int EPOCH = 100;
    static final String EAST = "east";
    static final Duration LONG = Duration.ofMinutes(3);

    private static final int CLIENTS = 6;

    private final Path directory;
    private final IntFunction<Retention> retention;
    private final Opened open = new Opened();
    private final LocalConsortium consortium;
    private final List<MemberProcess> founders = new ArrayList<>();
    private final CredenceClient client;
    private final Load load;
    private final Pulse pulse;
    private final Motions motions;
    private ChainTrust trust;

    /**
     * @param retention how much of the chain each founder keeps
     * @param serving   how many founders clients know, the first ones
     */
    UnderLoad(Path directory, IntFunction<Retention> retention, int serving) {
        this.directory = directory;
        this.retention = retention;
        consortium = LocalConsortium.create(directory.resolve("net"), Protocol.CBFT,
                Optional.of(new Genesis.Epochs(EPOCH, CreditModels.shipped().digest())), 4);
        motions = new Motions(consortium);
        trust = ChainTrust.of(consortium.genesis().committee(), consortium.genesis().epochLength());
        open.add(this::stopFounders);
        try {
            IntStream.range(0, 4).forEach(founder -> founders.add(process(founder)));
            List<URI> known = IntStream.range(0, serving).mapToObj(this::address).toList();
            await("all serve clients").atMost(LONG).until(() -> known.stream().allMatch(UnderLoad::serves));
            client = open.add(CredenceClient.of(known));
            pulse = open.add(new Pulse(client));
            load = open.add(new Load(consortium.genesis().chainId(),
                    Fleet.of(Recording.shipped(), CLIENTS + 2, consortium.feederSecret())));
            IntStream.range(0, CLIENTS).forEach(meter -> load.waiting(meter, turned(known, meter % serving)));
            load.trusting(CLIENTS, address(0));
            awaitEpochs(1);
        } catch (RuntimeException | Error e) {
            open.close();
            throw e;
        }
    }

    private void stopFounders() {
        founders.forEach(MemberProcess::requestStop);
        founders.forEach(MemberProcess::stop);
    }

    private MemberProcess process(int founder) {
        return MemberProcess.start(consortium.home(founder).root(),
                consortium.genesis().members().get(founder).name(), retention.apply(founder), System.out::println);
    }

    LocalConsortium consortium() {
        return consortium;
    }

    Motions motions() {
        return motions;
    }

    Load load() {
        return load;
    }

    Pulse pulse() {
        return pulse;
    }

    MemberProcess founder(int founder) {
        return founders.get(founder);
    }

    /** Starts a founder that has ended again, in a new process. */
    void restart(int founder) {
        assertThat(founder(founder).isAlive()).isFalse();
        founders.set(founder, process(founder));
        await("it serves clients again").atMost(LONG).until(() -> serves(address(founder)));
    }

    /**
     * Somebody new.
     *
     * @param agreed the epoch at whose end it became a member
     */
    record Joined(DataDirectory home, URI address, int agreed) {}

    /** Somebody asks to be a member, the founders agree, and it serves clients. */
    Joined join(Retention keeping) throws IOException {
        DataDirectory east = DataDirectory.in(consortium.root().resolve(EAST));
        List<Integer> ports = Ports.free(2);
        URI address = URI.create("http://127.0.0.1:" + ports.get(1));
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
        MemberProcess newcomer = MemberProcess.start(east.root(), EAST, keeping, System.out::println);
        open.add(newcomer::stop);
        motions.say(0, "member", "propose", "join", request.toString());
        int agreed = motions.carry(1, 2, 3);
        await("the newcomer serves clients").atMost(LONG).until(() -> serves(address));
        load.waiting(CLIENTS + 1, List.of(address));
        awaitEpochs(1);
        return new Joined(east, address, agreed);
    }

    /** Where a founder's API is. */
    URI address(int founder) {
        return Observer.address(consortium.genesis().members().get(founder));
    }

    private static List<URI> turned(List<URI> all, int first) {
        List<URI> turned = new ArrayList<>(all);
        Collections.rotate(turned, -first);
        return turned;
    }

    void awaitEpochs(int count) {
        long height = pulse.height() + (long) count * EPOCH;
        await().atMost(LONG).until(() -> pulse.height() > height);
    }

    /** What a client believes that knows the genesis file and follows the members. */
    ChainTrust trust() {
        trust = client.renewed(trust);
        return trust;
    }

    /** Who the members are, as such a client has it. */
    Roster roster() {
        return consortium.genesis().constitution().orElseThrow()
                .roster(client.state("/v1/roster", StateKey.roster(), trust()).value());
    }

    /** The table of the epoch, likewise. */
    EpochRecord record() {
        return EpochRecord.of(client.state("/v1/epoch", StateKey.epoch(), trust()).value(),
                consortium.genesis().constitution().orElseThrow());
    }

    static boolean serves(URI member) {
        return status(member).isPresent();
    }

    /** What a member says of itself; empty if it does not answer. */
    static Optional<JsonNode> status(URI member) {
        try (CredenceClient one = CredenceClient.of(List.of(member))) {
            return Optional.of(one.get("/v1/status"));
        } catch (ClientException e) {
            return Optional.empty();
        }
    }

    /** Up to which height a member has executed; -1 if it does not answer. */
    static long executedHeight(URI member) {
        return status(member).map(status -> status.path("executedHeight").asLong()).orElse(-1L);
    }

    /** Lowest height of which a member keeps the block; 0 if it does not answer. */
    static long firstHeight(URI member) {
        return status(member).map(status -> status.path("firstHeight").asLong()).orElse(0L);
    }

    /** What clients were told is proven by this member alone, and what was only taken in becomes decided. */
    void requireOnLedger(URI member) {
        try (CredenceClient one = CredenceClient.of(List.of(member))) {
            await("decided at " + member).atMost(LONG).until(() -> load.taken().stream()
                    .allMatch(id -> one.transaction(id).filter(Submission.Decided.class::isInstance).isPresent()));
        }
        assertThat(requireProven(member)).isEqualTo(load.acknowledged().size());
    }

    /** What clients were told of blocks that this member keeps is proven by it alone; how much that is. */
    int requireProven(URI member) {
        ChainTrust renewed = trust();
        long first = firstHeight(member);
        List<Receipt> kept = load.acknowledged().stream().map(Load.Acknowledged::receipt)
                .filter(receipt -> receipt.height() >= first).toList();
        try (CredenceClient one = CredenceClient.of(List.of(member))) {
            for (Receipt told : kept) {
                assertThat(one.prove(told.transaction(), renewed).orElseThrow().receipt().orElseThrow().receipt())
                        .isEqualTo(told);
            }
        }
        return kept.size();
    }

    /** What clients were told, and what a member that stays took in, is there and took effect once. */
    void requireOnce(History history) {
        assertThat(load.failures()).as("what clients could do nothing with").isEmpty();
        assertThat(load.acknowledged()).hasSizeGreaterThan(100);
        assertThat(load.acknowledged()).as("decided otherwise than a client was told")
                .filteredOn(told -> !history.receipts(told.receipt().transaction()).contains(told.receipt())).isEmpty();
        assertThat(load.taken()).as("taken in by a member that stays").hasSizeGreaterThan(100);
        assertThat(known()).as("lost, without effect, or with more than one")
                .filteredOn(id -> history.accepted(id).size() != 1).isEmpty();
    }

    /** The same of the blocks that a member keeps, by what another has that keeps everything. */
    void requireOnce(History kept, History whole) {
        assertThat(known()).as("lost, or elsewhere").filteredOn(id -> !kept.accepted(id).equals(whole.accepted(id)
                .stream().filter(receipt -> receipt.height() >= kept.first()).toList())).isEmpty();
    }

    private List<Digest> known() {
        return Stream.concat(load.acknowledged().stream().map(told -> told.receipt().transaction()),
                load.taken().stream()).toList();
    }

    /** What is in a directory whose member has stopped. */
    History history(DataDirectory home) throws IOException {
        return History.of(home, consortium.genesis(), Files.createTempDirectory(directory, "anew"));
    }

    /** What the command for it says of a directory that must be sound. */
    JsonNode audited(DataDirectory home) throws IOException {
        Path json = directory.resolve("audit.json");
        Ran audit = Ran.credence("verify", home.root().toString(), "--json", json.toString());
        assertThat(audit.code()).as(audit.out() + audit.err()).isZero();
        return JsonMapper.shared().readTree(Files.readString(json, StandardCharsets.UTF_8));
    }

    /** Prints how long the chain paused, as the client saw it that follows the blocks. */
    void report(History history) {
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

    /** Clients first: they wait for answers of the newcomer too. */
    @Override
    public void close() {
        load.close();
        open.close();
    }
}
