package org.credence.node.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.awaitility.core.ConditionFactory;
import org.credence.base.Limits;
import org.junit.jupiter.api.Test;

class PeerNetworkTest {

    private static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60));
    }

    private static byte[] frame(int from, int number) {
        return new byte[]{(byte) from, (byte) number};
    }

    @Test
    void everyMemberHearsEveryOther() {
        try (Peers peers = new Peers(4, Bounds.standard())) {
            List<PeerNetwork> networks = new ArrayList<>();
            for (int member = 0; member < 4; member++) {
                networks.add(peers.start(member));
            }
            soon().until(() -> networks.stream().allMatch(network -> network.connected().size() == 3));
            for (int member = 0; member < 4; member++) {
                for (int number = 0; number < 50; number++) {
                    networks.get(member).broadcast(frame(member, number));
                }
            }
            for (int member = 0; member < 4; member++) {
                int self = member;
                soon().until(() -> peers.arrived.get(self).size() == 150);
                assertThat(networks.get(self).connected()).doesNotContain(self).hasSize(3);
                for (int other = 0; other < 4; other++) {
                    int from = other;
                    List<Integer> numbers = peers.arrived.get(self).stream().filter(a -> a.from() == from)
                            .peek(a -> assertThat(a.frame()[0]).isEqualTo((byte) from)).map(a -> (int) a.frame()[1])
                            .toList();
                    assertThat(numbers).hasSize(from == self ? 0 : 50).isSorted();
                }
            }
            assertThat(networks.get(0).traffic(1).framesOut()).isEqualTo(50);
            assertThat(networks.get(0).traffic(1).bytesIn()).isEqualTo(100);
        }
    }

    @Test
    void aFrameOfTheGreatestSizeArrivesAndAGreaterOneIsNotTaken() {
        try (Peers peers = new Peers(2, Bounds.standard())) {
            PeerNetwork sender = peers.start(0);
            peers.start(1);
            soon().until(() -> sender.connected().equals(Set.of(1)));
            byte[] largest = new byte[Limits.FRAME_BYTES];
            largest[largest.length - 1] = 7;
            assertThat(sender.send(1, largest)).isTrue();
            soon().until(() -> peers.arrived.get(1).size() == 1);
            assertThat(peers.arrived.get(1).peek().frame()).isEqualTo(largest);
            assertThatIllegalArgumentException().isThrownBy(() -> sender.send(1, new byte[Limits.FRAME_BYTES + 1]))
                    .withMessageContaining("frame");
            assertThatIllegalArgumentException().isThrownBy(() -> sender.send(1, new byte[0]));
            assertThatIllegalArgumentException().isThrownBy(() -> sender.send(0, new byte[1]))
                    .withMessageContaining("member");
        }
    }

    @Test
    void aStrangersKeyIsRefusedAtBothEndsWhileOthersGoOn() {
        try (Peers peers = new Peers(3, Peers.QUICK)) {
            PeerNetwork first = peers.start(0);
            PeerNetwork second = peers.start(1);
            PeerNetwork stranger = peers.start(2, Peers.pair(), (from, frame) -> {});
            soon().until(() -> first.connected().equals(Set.of(1)) && second.connected().equals(Set.of(0)));
            soon().until(() -> first.refused(Refusal.STRANGER) >= 2 && stranger.refused(Refusal.REFUSED_BY_PEER) >= 2);
            assertThat(first.send(1, frame(0, 1))).isTrue();
            soon().until(() -> peers.arrived.get(1).size() == 1);
            assertThat(stranger.connected()).isEmpty();
            assertThat(first.send(2, frame(0, 1))).isFalse();
            assertThat(first.refused(Refusal.NOT_CONNECTED)).isEqualTo(1);
        }
    }

    @Test
    void badLengthsCloseTheConnectionWithTheirReason() throws IOException {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork network = peers.start(0);
            expectClosed(peers, network, Refusal.FRAME_EMPTY, 0, 0, 0, 0);
            expectClosed(peers, network, Refusal.FRAME_TOO_LARGE, 1, 0, 0, 1);
            expectClosed(peers, network, Refusal.FRAME_TOO_LARGE, 0xff, 0xff, 0xff, 0xff);
            assertThat(network.refused(Refusal.FRAME_TOO_LARGE)).isEqualTo(2);
            assertThat(peers.arrived.get(0)).isEmpty();
        }
    }

    private static void expectClosed(Peers peers, PeerNetwork network, Refusal reason, int... bytes)
            throws IOException {
        long before = network.refused(reason);
        try (SSLSocket socket = peers.dial(1, 0)) {
            Peers.write(socket, bytes);
            soon().until(() -> network.refused(reason) == before + 1);
            soon().until(() -> isOver(socket));
        }
    }

    /** Reads what is left; true once the other end has closed. */
    private static boolean isOver(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void aConnectionCutInsideAFrameDeliversNothingOfIt() throws IOException {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork network = peers.start(0);
            try (SSLSocket socket = peers.dial(1, 0)) {
                Peers.write(socket, 0, 0, 0, 2, 1, 2);
                Peers.write(socket, 0, 0, 1, 0, 1, 2, 3);
            }
            soon().until(() -> network.refused(Refusal.FRAME_CUT) == 1);
            assertThat(peers.arrived.get(0)).hasSize(1);
            assertThat(peers.arrived.get(0).peek().frame()).containsExactly(1, 2);
        }
    }

    @Test
    void anotherProtocolIsAFailedHandshake() throws IOException {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork network = peers.start(0);
            try (Socket socket = peers.connect(0)) {
                OutputStream out = socket.getOutputStream();
                out.write("GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
                soon().until(() -> network.refused(Refusal.HANDSHAKE_FAILED) == 1);
            }
        }
    }

    @Test
    void aMemberThatDoesNotReadIsBoundedAndDroppedAndOthersGoOn() {
        CountDownLatch release = new CountDownLatch(1);
        try (Peers peers = new Peers(3, Peers.QUICK)) {
            PeerNetwork sender = peers.start(0);
            peers.start(1, (from, frame) -> {
                try {
                    release.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            });
            peers.start(2);
            soon().until(() -> sender.connected().equals(Set.of(1, 2)));
            byte[] frame = new byte[512 * 1024];
            soon().pollInterval(Duration.ofMillis(1)).until(() -> {
                sender.send(1, frame);
                return sender.refused(Refusal.QUEUE_FULL) > 0;
            });
            soon().until(() -> sender.refused(Refusal.SLOW_PEER) > 0);
            assertThat(sender.send(2, frame(0, 9))).isTrue();
            soon().until(() -> peers.arrived.get(2).size() == 1);
            release.countDown();
        }
    }

    @Test
    void idleConnectionsAreBoundedAndMembersStillGetIn() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork network = peers.start(0);
            for (int i = 0; i < 300; i++) {
                idle.add(peers.connect(0));
            }
            PeerNetwork other = peers.start(1);
            soon().until(() -> network.connected().equals(Set.of(1)) && other.connected().equals(Set.of(0)));
            assertThat(other.send(0, frame(1, 1))).isTrue();
            soon().until(() -> peers.arrived.get(0).size() == 1);
            soon().until(() -> network.refused(Refusal.TOO_MANY_CONNECTIONS)
                    + network.refused(Refusal.HANDSHAKE_TIMEOUT) >= 300);
            assertThat(network.refused(Refusal.TOO_MANY_CONNECTIONS)).isGreaterThanOrEqualTo(300 - 16);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aHandshakeThatDripsIsEndedAtTheDeadline() throws IOException {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork network = peers.start(0);
            try (Socket socket = peers.connect(0)) {
                byte[] record = {22, 3, 1, 1, 0, 1, 0, 0, (byte) 252};
                OutputStream out = socket.getOutputStream();
                int[] sent = {0};
                soon().pollInterval(Duration.ofMillis(50)).until(() -> {
                    try {
                        out.write(sent[0] < record.length ? record[sent[0]] : 0);
                        sent[0]++;
                    } catch (IOException e) {
                        // Closed by the other end, which is what is waited for.
                    }
                    return network.refused(Refusal.HANDSHAKE_TIMEOUT) == 1;
                });
            }
        }
    }

    @Test
    void aRestartedMemberIsReachedAgain() {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork first = peers.start(0);
            peers.start(1);
            soon().until(() -> first.connected().equals(Set.of(1)));
            peers.stop(1);
            soon().until(() -> first.connected().isEmpty());
            PeerNetwork again = peers.start(1);
            soon().until(() -> first.connected().equals(Set.of(1)) && again.connected().equals(Set.of(0)));
            assertThat(first.send(1, frame(0, 3))).isTrue();
            assertThat(again.send(0, frame(1, 4))).isTrue();
            soon().until(() -> peers.arrived.get(1).size() == 1 && peers.arrived.get(0).size() == 1);
            assertThat(first.traffic(1).connections()).isEqualTo(2);
        }
    }

    @Test
    void aSecondConnectionOfAMemberReplacesTheFirst() throws IOException {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            peers.start(0);
            try (SSLSocket before = peers.dial(1, 0); SSLSocket after = peers.dial(1, 0)) {
                soon().until(() -> isOver(before));
                Peers.write(after, 0, 0, 0, 1, 5);
                soon().until(() -> peers.arrived.get(0).size() == 1);
            }
        }
    }

    @Test
    void aRefusedMemberIsCountedAndDisconnectedAndMayComeBack() {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            PeerNetwork first = peers.start(0);
            PeerNetwork second = peers.start(1);
            soon().until(() -> second.connected().equals(Set.of(0)));
            first.refuse(1, Refusal.MALFORMED);
            soon().until(() -> second.traffic(0).connections() == 2);
            assertThat(first.refused(Refusal.MALFORMED)).isEqualTo(1);
        }
    }

    @Test
    void aTakenPortIsATypedError() {
        try (Peers peers = new Peers(2, Peers.QUICK)) {
            peers.start(0);
            assertThatThrownBy(() -> peers.start(0)).isInstanceOf(TransportFailed.class)
                    .hasMessageContaining(Integer.toString(peers.address(0).port()));
        }
    }
}
