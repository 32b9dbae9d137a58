package org.credence.node.transport;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLSocket;
import org.credence.base.PublicKey;
import org.credence.crypto.KeyPair;
import org.slf4j.LoggerFactory;

/** Members on loopback, and outsiders who talk to them badly. */
final class Peers implements AutoCloseable {

    /** Short waits, so that tests see them expire. */
    static final Bounds QUICK = new Bounds(2_500, 3_000, 200, 20, 100, 16, 1_024, 8L * 1024 * 1024);

    record Arrival(int from, byte[] frame) {}

    private final List<KeyPair> pairs = new ArrayList<>();
    private final List<PeerAddress> addresses = new ArrayList<>();
    private final Bounds bounds;
    private final Map<Integer, PeerNetwork> running = new ConcurrentHashMap<>();
    final Map<Integer, ConcurrentLinkedQueue<Arrival>> arrived = new ConcurrentHashMap<>();

    Peers(int count, Bounds bounds) {
        this.bounds = bounds;
        for (int member = 0; member < count; member++) {
            KeyPair pair = pair();
            pairs.add(pair);
            addresses.add(new PeerAddress(member, pair.publicKey(), "127.0.0.1", freePort()));
            arrived.put(member, new ConcurrentLinkedQueue<>());
        }
    }

    static KeyPair pair() {
        return KeyPair.generate(new SecureRandom());
    }

    PeerNetwork start(int member) {
        return start(member, (from, frame) -> arrived.get(member).add(new Arrival(from, frame)));
    }

    PeerNetwork start(int member, FrameHandler handler) {
        return start(member, pairs.get(member), handler);
    }

    /** Starts a member that proves itself with any key. */
    PeerNetwork start(int member, KeyPair pair, FrameHandler handler) {
        InetSocketAddress bind = new InetSocketAddress("127.0.0.1", addresses.get(member).port());
        PeerNetwork network = PeerNetwork.open(new PeerNetwork.Config(member, addresses, bind, bounds),
                Identity.of(pair, "member-" + member), handler, LoggerFactory.getLogger(Peers.class));
        running.put(member, network);
        return network;
    }

    PeerAddress address(int member) {
        return addresses.get(member);
    }

    /** A connection to {@code to} in the name of {@code from}, with the welcome already read. */
    SSLSocket dial(int from, int to) throws IOException {
        Map<PublicKey, Integer> keys = Map.of(addresses.get(to).keys().getFirst(), to);
        Socket raw = connect(to);
        SSLSocket socket =
                new MemberTls(Identity.of(pairs.get(from), "by hand"), keys).dial(raw, keys.keySet());
        socket.startHandshake();
        if (socket.getInputStream().read() != Wire.PULSE) {
            throw new IOException("not welcome");
        }
        return socket;
    }

    Socket connect(int to) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), addresses.get(to).port());
    }

    static void write(SSLSocket socket, int... bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] all = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            all[i] = (byte) bytes[i];
        }
        out.write(all);
        out.flush();
    }

    void stop(int member) {
        running.remove(member).close();
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(PeerNetwork::close);
    }
}
