package org.credence.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.ConsortiumApplication;
import org.credence.ledger.epoch.Operation;
import org.credence.ledger.epoch.Proposal;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;

/** Members on loopback, four if nothing else is said, each with its own directory, key and sockets, in one process. */
final class Consortium implements AutoCloseable {

    private final Path root;
    private final List<KeyPair> pairs = new ArrayList<>();
    /** The keys that members are about to get. */
    private final Map<Integer, KeyPair> fresh = new TreeMap<>();
    private final Genesis genesis;
    private final List<Optional<Node>> nodes = new ArrayList<>();
    private final SecureRandom random = new SecureRandom();
    private Retention retention = Retention.all();

    Consortium(Path root) {
        this(root, Optional.empty());
    }

    Consortium(Path root, Optional<Genesis.Epochs> epochs) {
        this(root, epochs, 4);
    }

    Consortium(Path root, Optional<Genesis.Epochs> epochs, int count) {
        this.root = root;
        List<Integer> ports = freePorts(2 * count);
        List<Genesis.Member> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(KeyPair.generate(random));
            members.add(new Genesis.Member("m" + i + "-" + root.getFileName(), pairs.get(i).publicKey(), "127.0.0.1",
                    ports.get(2 * i), ports.get(2 * i + 1)));
            nodes.add(Optional.empty());
        }
        genesis = Genesis.of("test", Protocol.CBFT, members,
                List.of(new Genesis.Application("metering", new TreeMap<>()))).with(epochs);
    }

    Genesis genesis() {
        return genesis;
    }

    /** Who starts from now on keeps so much of the chain. */
    Consortium retaining(Retention other) {
        retention = other;
        return this;
    }

    Consortium startAll() {
        IntStream.range(0, pairs.size()).forEach(this::start);
        return this;
    }

    Node start(int member) {
        List<KeyPair> keys = new ArrayList<>(List.of(pairs.get(member)));
        Optional.ofNullable(fresh.get(member)).ifPresent(keys::add);
        Node node = Node.start(config(member), keys);
        nodes.set(member, Optional.of(node));
        return node;
    }

    NodeConfig config(int member) {
        return NodeConfig.of(DataDirectory.in(root.resolve("m" + member)), genesis,
                new InetSocketAddress("127.0.0.1", genesis.members().get(member).peerPort())).retaining(retention);
    }

    /** Decides so many blocks and more, one transaction each. */
    void grow(int member, int blocks) {
        for (int i = 0; i < blocks; i++) {
            submit(member, feed(1).registrations());
        }
    }

    /** A key that the member will have from its next start on, beside the one it has. */
    KeyPair fresh(int member) {
        return fresh.computeIfAbsent(member, _ -> KeyPair.generate(random));
    }

    /** As many agree on a change as it takes. */
    void decide(Change change) {
        submit(0, List.of(say(0, new Operation.Propose(change))));
        Digest id = Proposal.of(node(0).value(StateKey.proposals())).getLast().id();
        submit(0, IntStream.range(1, genesis.quorum().slow())
                .mapToObj(member -> say(member, new Operation.Approve(id))).toList());
    }

    byte[] say(int member, Operation operation) {
        Signer signer = voice(member).signer();
        Transaction.Unsigned unsigned = new Transaction.Unsigned(genesis.chainId(), signer.publicKey(),
                System.currentTimeMillis(), ConsortiumApplication.ID, operation.encoded());
        return unsigned.signed(signer.sign(unsigned.id())).encoded();
    }

    /** The key that the ledger names. */
    private KeyPair voice(int member) {
        KeyPair next = fresh.getOrDefault(member, pairs.get(member));
        boolean named = node(0).roster(node(0).standing().engine().epoch()).member(next.publicKey()).isPresent();
        return named ? next : pairs.get(member);
    }

    KeyPair pair(int member) {
        return pairs.get(member);
    }

    void stop(int member) {
        node(member).close();
        nodes.set(member, Optional.empty());
    }

    Node node(int member) {
        return nodes.get(member).orElseThrow();
    }

    List<Node> running() {
        return nodes.stream().flatMap(Optional::stream).toList();
    }

    long leader() {
        return running().getFirst().standing().engine().leader();
    }

    /** Waits until all running members have executed the same height with the same root, at least {@code height}. */
    void awaitAgreement(long height) {
        await("one root at " + height + " or above", () -> {
            List<NodeStanding> standings = running().stream().map(Node::standing).toList();
            return standings.stream().allMatch(s -> s.executedHeight() >= height)
                    && standings.stream().map(s -> s.executedHeight() + s.stateRoot().hex()).distinct().count() == 1;
        });
    }

    static void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(10))
                .until(condition::getAsBoolean);
    }

    /** Meters that register and then send readings, all through one member. */
    final class Feed {

        private final Signer sender;
        private final List<Signer> meters = new ArrayList<>();
        private long nonce = 1;
        private int day = 19_000;

        Feed(int meterCount) {
            sender = KeyPair.generate(random).signer();
            for (int i = 0; i < meterCount; i++) {
                meters.add(KeyPair.generate(random).signer());
            }
        }

        List<byte[]> registrations() {
            return meters.stream().map(meter -> Metering.register(genesis.chainId(), sender, nonce++, id(meter), meter,
                    "north").encoded()).toList();
        }

        Digest id(Signer meter) {
            return Metering.meterId(new byte[]{1}, meter.publicKey().hex());
        }
    }

    Feed feed(int meters) {
        return new Feed(meters);
    }

    /** Submits and waits for every outcome; fails unless all took effect. */
    List<Outcome> submit(int member, List<byte[]> transactions) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Admission admission : node(member).submit(transactions)) {
            switch (admission) {
                case Admission.Accepted accepted -> outcomes.add(outcome(accepted));
                case Admission.Rejected rejected -> throw new AssertionError(rejected.toString());
            }
        }
        if (!outcomes.stream().allMatch(Outcome::accepted)) {
            throw new AssertionError("not all took effect: " + outcomes);
        }
        return outcomes;
    }

    static Outcome outcome(Admission.Accepted accepted) {
        try {
            return accepted.outcome().get(60, TimeUnit.SECONDS);
        } catch (TimeoutException | InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError("no outcome of " + accepted.id(), e);
        }
    }

    @Override
    public void close() {
        running().forEach(Node::close);
        pairs.forEach(KeyPair::close);
        fresh.values().forEach(KeyPair::close);
    }

    static List<Integer> freePorts(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                held.add(new ServerSocket(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            for (ServerSocket socket : held) {
                try {
                    socket.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
