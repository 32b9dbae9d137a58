package org.credence.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.node.genesis.Genesis;

/** Whether the ports that members need are free. */
final class Ports {

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Below the ports that systems give to outgoing connections: a member that is down finds its port free when it
     * comes back.
     */
    private static final int LOWEST = 10_240;
    private static final int HIGHEST = 32_767;
    private static final int ATTEMPTS = 1_000;

    private Ports() {}

    /**
     * So many different ports on the loopback that nobody listens on now.
     *
     * @throws Failure if they cannot be found
     */
    static List<Integer> free(int count) {
        Set<Integer> found = new LinkedHashSet<>();
        for (int attempt = 0; attempt < ATTEMPTS && found.size() < count; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            try {
                requireFree(LOOPBACK, port);
                found.add(port);
            } catch (IOException e) {
                // Somebody listens there: the next draw is another port.
            }
        }
        if (found.size() < count) {
            throw new Failure(ExitCode.ENVIRONMENT, "there are no " + count + " free ports between " + LOWEST + " and "
                    + HIGHEST + " on the loopback");
        }
        return List.copyOf(found);
    }

    /**
     * @throws Failure naming the first port that is not free, and whose it should be
     */
    static void requireFree(Genesis genesis) {
        for (Genesis.Member member : genesis.members()) {
            requireFree(member, "peer", member.peerPort());
            requireFree(member, "api", member.apiPort());
        }
    }

    private static void requireFree(Genesis.Member member, String kind, int port) {
        try {
            requireFree(member.host(), port);
        } catch (IOException e) {
            throw new Failure(ExitCode.ENVIRONMENT, kind + " port " + port + " of " + member.name() + " is not free ("
                    + e.getMessage() + "). Stop whoever uses it, or give other ports with --" + kind + "-port.", e);
        }
    }

    private static void requireFree(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a connection of an earlier run that is still closing does not hold the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        }
    }
}
