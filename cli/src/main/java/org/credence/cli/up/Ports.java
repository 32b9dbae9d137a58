package org.credence.cli.up;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.node.genesis.Genesis;

/** Whether the ports that members need are free. */
final class Ports {

    private Ports() {}

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
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers do: a connection of an earlier run that is still closing does not hold the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(member.host()), port));
        } catch (IOException e) {
            throw new Failure(ExitCode.ENVIRONMENT, kind + " port " + port + " of " + member.name() + " is not free ("
                    + e.getMessage() + "). Stop whoever uses it, or give other ports with --" + kind + "-port.", e);
        }
    }
}
