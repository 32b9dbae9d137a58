package org.credence.bench.member;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Keystore;
import org.credence.node.Node;
import org.credence.node.NodeConfig;
import org.credence.node.api.ApiServer;
import org.credence.node.api.ApiSettings;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.credence.node.genesis.PasswordSource;

/**
 * The process of one member of a bench: a node as any other, except that it takes part in chains made for measuring,
 * and ends when its
 * standard input does, so that no member outlives the bench, however that ends.
 */
final class MemberMain {

    private MemberMain() {}

    /** @param arguments the member's data directory */
    public static void main(String[] arguments) throws IOException {
        DataDirectory data = DataDirectory.in(Path.of(arguments[0]));
        Genesis genesis = GenesisFile.read(data.genesis());
        try (KeyPair pair = key(data); Node node = start(data, genesis, pair); ApiServer api = serve(node)) {
            System.out.println("API on port " + api.port());
            while (System.in.read() >= 0) {
                // Nothing is said there; only its end matters.
            }
        }
        // Whatever still runs belongs to nobody.
        System.exit(0);
    }

    private static KeyPair key(DataDirectory data) {
        char[] password = new PasswordSource.Environment().read();
        try {
            return Keystore.open(data.key(), password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static Node start(DataDirectory data, Genesis genesis, KeyPair pair) {
        Genesis.Member self = genesis.members().stream().filter(m -> m.key().equals(pair.publicKey())).findAny()
                .orElseThrow();
        InetSocketAddress bind = new InetSocketAddress(InetAddress.getLoopbackAddress(), self.peerPort());
        return Node.start(NodeConfig.of(data, genesis, bind).forBench(), pair);
    }

    private static ApiServer serve(Node node) {
        Genesis.Member self = node.genesis().members().get(node.self());
        return ApiServer.start(node, ApiSettings.standard(self.host(), self.apiPort()));
    }
}
