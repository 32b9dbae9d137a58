package org.credence.cli.up;

import java.net.InetSocketAddress;
import java.util.Arrays;
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
        try (KeyPair pair = Keystore.open(home.key(), password)) {
            Genesis.Member self = genesis.members().stream().filter(m -> m.key().equals(pair.publicKey())).findFirst()
                    .orElseThrow(() -> new ConfigInvalid("member.key", "is " + pair.publicKey(),
                            "the key of a member in " + home.genesis()));
            Node node = Node.start(NodeConfig.of(home, genesis, new InetSocketAddress(self.host(), self.peerPort())),
                    pair);
            try {
                return new RunningMember(node,
                        ApiServer.start(node, ApiSettings.standard(self.host(), self.apiPort())));
            } catch (RuntimeException e) {
                node.close();
                throw e;
            }
        } finally {
            Arrays.fill(password, '\0');
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
