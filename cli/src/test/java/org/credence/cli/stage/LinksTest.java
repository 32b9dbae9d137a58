package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.credence.apps.metering.contract.MeteringApplication;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.KeyPair;
import org.credence.node.genesis.Genesis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LinksTest {

    private final List<ServerSocket> members = new ArrayList<>();
    private Genesis genesis;
    private Links links;

    /** In place of members: each tells whoever reaches it its index and, after that, how many have reached it. */
    @BeforeEach
    void open() throws IOException {
        List<Genesis.Member> known = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int index = i;
            ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
            members.add(server);
            Thread.ofVirtual().start(() -> answer(server, index));
            try (KeyPair pair = KeyPair.generate(new SecureRandom())) {
                known.add(new Genesis.Member("member-" + i, pair.publicKey(), "127.0.0.1", server.getLocalPort(),
                        1_000 + i));
            }
        }
        genesis = Genesis.of("test", Protocol.CBFT, known,
                List.of(new Genesis.Application(MeteringApplication.NAME, new TreeMap<>())));
        links = Links.between(genesis);
    }

    private static void answer(ServerSocket server, int index) {
        int reached = 0;
        while (!server.isClosed()) {
            try {
                reached++;
                server.accept().getOutputStream().write(10 * index + reached);
            } catch (IOException e) {
                // Closed at the end of the test.
                return;
            }
        }
    }

    @AfterEach
    void close() throws IOException {
        links.close();
        for (ServerSocket server : members) {
            server.close();
        }
    }

    /** What the member says to another that dials it; -1 if it is not reached. */
    private int dial(int from, int to) throws IOException {
        int port = links.toldTo(from).members().get(to).peerPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read();
        }
    }

    /** Whether what is said on the link comes to an end at the relay. */
    private boolean isCut(int from, int to) throws IOException {
        int port = links.toldTo(from).members().get(to).peerPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.shutdownOutput();
            return socket.getInputStream().read() < 0;
        }
    }

    @Test
    void eachMemberIsToldOfLinksToTheOthersAndOfItselfAsItIs() throws IOException {
        for (int from = 0; from < 4; from++) {
            Genesis told = links.toldTo(from);

            assertThat(told.chainId()).isEqualTo(genesis.chainId());
            assertThat(told.members().get(from)).isEqualTo(genesis.members().get(from));
            for (int to = 0; to < 4; to++) {
                if (to != from) {
                    assertThat(told.members().get(to).peerPort()).isNotEqualTo(genesis.members().get(to).peerPort());
                    assertThat(told.members().get(to).apiPort()).isEqualTo(genesis.members().get(to).apiPort());
                    assertThat(dial(from, to) / 10).isEqualTo(to);
                }
            }
        }
    }

    @Test
    void aMemberThatIsCutOffReachesNobodyAndIsReachedByNobodyUntilItIsJoined() throws IOException {
        links.cut(0);
        links.cut(1);
        assertThat(List.of(isCut(0, 1), isCut(0, 2), isCut(1, 2), isCut(3, 0), isCut(3, 1))).containsOnly(true);
        links.join(0);
        assertThat(List.of(isCut(0, 1), isCut(1, 0), isCut(1, 2))).containsOnly(true);

        // Each is the first to reach the member: those before did not.
        assertThat(List.of(dial(3, 0), dial(0, 2), dial(2, 3))).containsExactly(1, 21, 31);
        links.join(1);
        assertThat(List.of(dial(0, 1), dial(3, 1), dial(1, 2))).containsExactly(11, 12, 22);
    }

    @Test
    void twoMembersThatAreKeptApartReachAllOthers() throws IOException {
        links.cut(2, 0);
        assertThat(List.of(isCut(0, 2), isCut(2, 0))).containsOnly(true);
        assertThat(List.of(dial(0, 1), dial(1, 0), dial(2, 1), dial(1, 2))).containsExactly(11, 1, 12, 21);

        links.cut(0);
        links.join(0, 2);
        assertThat(List.of(isCut(0, 2), isCut(1, 0))).containsOnly(true);
        links.cut(0, 2);
        links.join(0);
        assertThat(List.of(isCut(0, 2), isCut(2, 0))).containsOnly(true);
        assertThat(dial(3, 0)).isEqualTo(2);

        links.join(0, 2);
        assertThat(List.of(dial(0, 2), dial(2, 0))).containsExactly(22, 3);
    }
}
