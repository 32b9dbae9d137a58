package org.credence.cli.up;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.credence.base.PublicKey;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.client.CredenceClient;
import org.credence.consensus.part.Seat;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.ChainBehind;
import org.credence.node.Newcomer;
import org.credence.node.Node;
import org.credence.node.NodeConfig;
import org.credence.node.Retention;
import org.credence.node.api.ApiServer;
import org.credence.node.api.ApiSettings;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.credence.node.storage.ChainAudit;

/** A member that runs in this process, with its API. */
public final class RunningMember implements AutoCloseable {

    /**
     * How a member runs.
     *
     * @param retention  how much of the chain it keeps
     * @param wholeChain whether, on its way to become a member, it takes all blocks and not a snapshot
     * @param progress   told of that way
     */
    public record Manner(Retention retention, boolean wholeChain, Newcomer.Progress progress) {

        /** Says nothing, and takes the shortest way. */
        public static Manner quiet(Retention retention) {
            return new Manner(retention, false, Newcomer.Progress.SILENT);
        }
    }

    private final Node node;
    private final ApiServer api;

    private RunningMember(Node node, ApiServer api) {
        this.node = node;
        this.api = api;
    }

    /**
     * Starts the member whose key, genesis and data are in a directory, at the addresses the genesis gives it. Who is
     * none yet, or is left behind, follows the chain until it can be one.
     *
     * @param password of the key file; zeroed here
     * @param stop     asked now and then whether to give the way there up
     */
    public static RunningMember start(DataDirectory home, char[] password, Manner manner, BooleanSupplier stop) {
        Genesis genesis = GenesisFile.read(home.genesis());
        List<KeyPair> pairs = new ArrayList<>();
        try {
            pairs.add(Keystore.open(home.key(), password));
            if (Files.exists(home.nextKey())) {
                pairs.add(Keystore.open(home.nextKey(), password));
            }
            Seat self = seat(home, genesis, pairs, manner, stop);
            NodeConfig config = NodeConfig.of(home, genesis, new InetSocketAddress(self.host(), self.peerPort()))
                    .retaining(manner.retention);
            Node node = start(config, pairs, manner, stop);
            try {
                return new RunningMember(node,
                        ApiServer.start(node, ApiSettings.standard(self.host(), self.apiPort())));
            } catch (RuntimeException e) {
                node.close();
                throw e;
            }
        } finally {
            pairs.forEach(KeyPair::close);
            Arrays.fill(password, '\0');
        }
    }

    private static Node start(NodeConfig config, List<KeyPair> pairs, Manner manner, BooleanSupplier stop) {
        try {
            return Node.start(config, pairs);
        } catch (ChainBehind e) {
            follow(config.data(), config.genesis(), keys(pairs), manner, stop);
            return Node.start(config, pairs);
        }
    }

    /** Where it listens: a founder knows that from the genesis, others from the chain, once they are members. */
    private static Seat seat(DataDirectory home, Genesis genesis, List<KeyPair> pairs, Manner manner,
            BooleanSupplier stop) {
        List<PublicKey> keys = keys(pairs);
        Optional<Seat> founder =
                genesis.founders().seats().stream().filter(seat -> keys.contains(seat.key())).findFirst();
        if (founder.isEmpty() && genesis.epochs().isEmpty()) {
            throw new ConfigInvalid("member.key", "is " + keys.getFirst(), "the key of a member in " + home.genesis());
        }
        return founder.isPresent() && !isLeftBehind(home, genesis) ? founder.get()
                : follow(home, genesis, keys, manner, stop);
    }

    private static boolean isLeftBehind(DataDirectory home, Genesis genesis) {
        if (genesis.epochs().isEmpty()) {
            return false;
        }
        try (CredenceClient client = client(genesis)) {
            return Newcomer.isLeftBehind(ChainAudit.apparentHeight(home.chain()), genesis.epochLength(),
                    new Apis(client));
        }
    }

    private static Seat follow(DataDirectory home, Genesis genesis, List<PublicKey> keys, Manner manner,
            BooleanSupplier stop) {
        try (CredenceClient client = client(genesis)) {
            return Newcomer.follow(home, genesis, keys, new Apis(client), manner.wholeChain, manner.progress, stop)
                    .orElseThrow(() -> new Failure(ExitCode.VIOLATION, "stopped before it became a member"));
        }
    }

    /** Takes the newest snapshot in that members have; empty if they have none above the chain in the directory. */
    public static Optional<Newcomer.Offer> fetch(DataDirectory home, Genesis genesis, Newcomer.Progress progress) {
        try (CredenceClient client = client(genesis)) {
            return Newcomer.fetch(home, genesis, new Apis(client), progress);
        }
    }

    private static CredenceClient client(Genesis genesis) {
        return CredenceClient.of(genesis.members().stream().map(Observer::address).toList());
    }

    private static List<PublicKey> keys(List<KeyPair> pairs) {
        return pairs.stream().map(KeyPair::publicKey).toList();
    }

    public Node node() {
        return node;
    }

    /** Port of the API. */
    public int apiPort() {
        return api.port();
    }

    @Override
    public void close() {
        api.close();
        node.close();
    }
}
