package org.credence.cli.up;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
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
     * Starts the member whose key, genesis and data are in a directory, at the addresses the genesis gives it.
     *
     * @param password of the key file; zeroed here
     */
    public static RunningMember start(DataDirectory home, char[] password) {
        Genesis genesis = GenesisFile.read(home.genesis());
        List<KeyPair> pairs = new ArrayList<>();
        try {
            pairs.add(Keystore.open(home.key(), password));
            if (Files.exists(home.nextKey())) {
                pairs.add(Keystore.open(home.nextKey(), password));
            }
            Genesis.Member self = self(genesis, pairs).orElseThrow(() -> new ConfigInvalid("member.key",
                    "is " + pairs.getFirst().publicKey(), "the key of a member in " + home.genesis()));
            Node node = Node.start(NodeConfig.of(home, genesis, new InetSocketAddress(self.host(), self.peerPort())),
                    pairs);
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

    private static Optional<Genesis.Member> self(Genesis genesis, List<KeyPair> pairs) {
        return genesis.members().stream()
                .filter(member -> pairs.stream().anyMatch(pair -> pair.publicKey().equals(member.key()))).findFirst();
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
