package org.credence.cli.up;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.credence.base.PublicKey;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.client.CredenceClient;
import org.credence.client.MembersUnavailable;
import org.credence.consensus.part.Seat;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.ChainBehind;
import org.credence.node.Newcomer;
import org.credence.node.Node;
import org.credence.node.NodeConfig;
import org.credence.node.api.ApiServer;
import org.credence.node.api.ApiSettings;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;

/** A member that runs in this process, with its API. */
public final class RunningMember implements AutoCloseable {

    private final Node node;
    private final ApiServer api;

    private RunningMember(Node node, ApiServer api) {
        this.node = node;
        this.api = api;
    }

    /**
     * Starts the member whose key, genesis and data are in a directory, at the addresses the genesis gives it. Who is
     * none yet follows the chain until it is one.
     *
     * @param password of the key file; zeroed here
     * @param followed told of each height on that way
     * @param stop     asked now and then whether to give that up
     */
    public static RunningMember start(DataDirectory home, char[] password, LongConsumer followed,
            BooleanSupplier stop) {
        Genesis genesis = GenesisFile.read(home.genesis());
        List<KeyPair> pairs = new ArrayList<>();
        try {
            pairs.add(Keystore.open(home.key(), password));
            if (Files.exists(home.nextKey())) {
                pairs.add(Keystore.open(home.nextKey(), password));
            }
            Seat self = seat(home, genesis, pairs, followed, stop);
            NodeConfig config = NodeConfig.of(home, genesis, new InetSocketAddress(self.host(), self.peerPort()));
            Node node = start(config, pairs, followed, stop);
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

    private static Node start(NodeConfig config, List<KeyPair> pairs, LongConsumer followed, BooleanSupplier stop) {
        try {
            return Node.start(config, pairs);
        } catch (ChainBehind e) {
            follow(config.data(), config.genesis(), keys(pairs), followed, stop);
            return Node.start(config, pairs);
        }
    }

    /** Where it listens: a founder knows that from the genesis, others from the chain, once they are members. */
    private static Seat seat(DataDirectory home, Genesis genesis, List<KeyPair> pairs, LongConsumer followed,
            BooleanSupplier stop) {
        List<PublicKey> keys = keys(pairs);
        Optional<Seat> founder =
                genesis.founders().seats().stream().filter(seat -> keys.contains(seat.key())).findFirst();
        if (founder.isEmpty() && genesis.epochs().isEmpty()) {
            throw new ConfigInvalid("member.key", "is " + keys.getFirst(), "the key of a member in " + home.genesis());
        }
        return founder.orElseGet(() -> follow(home, genesis, keys, followed, stop));
    }

    private static Seat follow(DataDirectory home, Genesis genesis, List<PublicKey> keys, LongConsumer followed,
            BooleanSupplier stop) {
        try (CredenceClient client = CredenceClient.of(genesis.members().stream().map(Observer::address).toList())) {
            return Newcomer.follow(home, genesis, keys, height -> stored(client, height), followed, stop)
                    .orElseThrow(() -> new Failure(ExitCode.VIOLATION, "stopped before it became a member"));
        }
    }

    private static List<PublicKey> keys(List<KeyPair> pairs) {
        return pairs.stream().map(KeyPair::publicKey).toList();
    }

    /** Members that do not answer now may do so later. */
    private static Optional<byte[]> stored(CredenceClient client, long height) {
        try {
            return client.stored(height);
        } catch (MembersUnavailable e) {
            return Optional.empty();
        }
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
