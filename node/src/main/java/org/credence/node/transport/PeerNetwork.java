package org.credence.node.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Frames to and from the other members. Every member dials every other and sends only on the connection it dialed; it
 * receives on those it
 * accepted. A frame is delivered at most once, in order per connection, and may be lost when a connection ends or a
 * queue is full:
 * consensus sends again what matters. Safe from any thread.
 */
public final class PeerNetwork implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final Refusals refusals = new Refusals();
    private final Map<Integer, Dialer> dialers = new TreeMap<>();
    private final Map<Integer, Traffic> traffic = new TreeMap<>();
    /** After closing, what is scheduled late is dropped: there is nothing left to watch over. */
    private final ScheduledExecutorService clock = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("transport-clock").factory(), new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledFuture<?> watch;
    private final ServerSocket server;
    private final Acceptor acceptor;

    /**
     * Who talks to whom.
     *
     * @param self  this member's index
     * @param peers where the members are; an entry for {@code self} is passed over
     * @param bind  where to listen; port 0 takes any free one
     */
    public record Config(int self, List<PeerAddress> peers, InetSocketAddress bind, Bounds bounds) {

        public Config {
            peers = List.copyOf(peers);
            if (peers.stream().map(PeerAddress::member).distinct().count() != peers.size()
                    || peers.stream().flatMap(peer -> peer.keys().stream()).distinct().count() != peers.stream()
                            .mapToInt(peer -> peer.keys().size()).sum()) {
                throw new IllegalArgumentException("peers: a member or key is listed twice");
            }
        }

        public Config(int self, List<PeerAddress> peers, InetSocketAddress bind) {
            this(self, peers, bind, Bounds.standard());
        }
    }

    private PeerNetwork(Config config, Identity identity, FrameHandler handler, ServerSocket server,
            Logger log) {
        this.server = server;
        Map<PublicKey, Integer> keys = new HashMap<>();
        for (PeerAddress peer : config.peers()) {
            if (peer.member() != config.self()) {
                peer.keys().forEach(key -> keys.put(key, peer.member()));
                traffic.put(peer.member(), new Traffic());
            }
        }
        MemberTls tls = new MemberTls(identity, keys);
        for (PeerAddress peer : config.peers()) {
            if (peer.member() != config.self()) {
                dialers.put(peer.member(),
                        new Dialer(peer, tls, config.bounds(), refusals, traffic(peer.member()), clock, log));
            }
        }
        acceptor = new Acceptor(server, tls, config.bounds(), refusals, clock, this::traffic, handler,
                member -> dialer(member).wake(), log);
        long period = Math.max(1, config.bounds().stall() / 8);
        watch = clock.scheduleAtFixedRate(this::watch, period, period, TimeUnit.MILLISECONDS);
    }

    /**
     * Listens, and begins to dial the others.
     *
     * @param log told at INFO of connections made, at DEBUG of those refused
     * @throws TransportFailed if the address cannot be listened on
     */
    public static PeerNetwork open(Config config, Identity identity, FrameHandler handler, Logger log) {
        try {
            ServerSocket server = new ServerSocket();
            try {
                server.setReuseAddress(true);
                server.bind(config.bind(), BACKLOG);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            PeerNetwork network = new PeerNetwork(config, identity, handler, server, log);
            network.acceptor.start();
            network.dialers.values().forEach(Dialer::start);
            return network;
        } catch (IOException e) {
            throw new TransportFailed("listen on " + config.bind(), e);
        }
    }

    /**
     * Queues a frame for a member.
     *
     * @param frame 1 to {@link Limits#FRAME_BYTES} bytes, not changed afterwards
     * @return whether it was queued; if not, the reason was counted
     */
    public boolean send(int member, byte[] frame) {
        check(frame);
        return dialer(member).send(frame);
    }

    /** Queues a frame for every other member that is connected. */
    public void broadcast(byte[] frame) {
        check(frame);
        dialers.values().forEach(dialer -> dialer.send(frame));
    }

    /** The members that can be sent to at present. */
    public Set<Integer> connected() {
        Set<Integer> connected = new TreeSet<>();
        dialers.forEach((member, dialer) -> {
            if (dialer.isConnected()) {
                connected.add(member);
            }
        });
        return connected;
    }

    /** Whether this other member can be sent to at present. */
    public boolean isConnected(int member) {
        return dialer(member).isConnected();
    }

    /** Counts for one other member. */
    public Traffic traffic(int member) {
        return known(traffic.get(member), member);
    }

    /** How often a reason to refuse applied since the start, all connections together. */
    public long refused(Refusal reason) {
        return refusals.of(reason);
    }

    /**
     * Counts the reason and closes the connection on which the member sends: it has sent what no correct member sends.
     */
    public void refuse(int member, Refusal reason) {
        refusals.count(reason);
        acceptor.disconnect(member);
    }

    /** Closes the connections to and from a member; both are made anew. */
    public void disconnect(int member) {
        dialer(member).disconnect();
        acceptor.disconnect(member);
    }

    /** The port that is listened on. */
    public int port() {
        return server.getLocalPort();
    }

    /** Closes all connections. A call of the handler that has begun may still be under way afterwards. */
    @Override
    public void close() {
        watch.cancel(false);
        dialers.values().forEach(Dialer::close);
        try {
            acceptor.close();
        } catch (IOException e) {
            throw new TransportFailed("stop listening", e);
        } finally {
            clock.shutdownNow();
        }
    }

    private void watch() {
        long now = System.nanoTime();
        dialers.values().forEach(dialer -> dialer.closeIfStalled(now));
    }

    private Dialer dialer(int member) {
        return known(dialers.get(member), member);
    }

    private static <T> T known(@Nullable T found, int member) {
        if (found == null) {
            throw new IllegalArgumentException("member: " + member + " is not another member");
        }
        return found;
    }

    private static void check(byte[] frame) {
        if (frame.length == 0 || frame.length > Limits.FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "frame: " + frame.length + " bytes, must be 1 to " + Limits.FRAME_BYTES);
        }
    }
}
