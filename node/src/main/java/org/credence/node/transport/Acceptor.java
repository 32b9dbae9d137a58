package org.credence.node.transport;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;

/**
 * Takes the connections on which members send to us: at most one per member, and a bounded number that have not yet
 * proven to be members.
 */
final class Acceptor {

    private final ServerSocket server;
    private final MemberTls tls;
    private final Bounds bounds;
    private final Refusals refusals;
    private final ScheduledExecutorService clock;
    private final IntFunction<Traffic> traffic;
    private final FrameHandler handler;
    private final IntConsumer heard;
    private final Logger log;
    private final ArrayDeque<Wire> handshaking = new ArrayDeque<>();
    private final Map<Integer, Wire> members = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param heard told of each member that has connected */
    Acceptor(ServerSocket server, MemberTls tls, Bounds bounds, Refusals refusals, ScheduledExecutorService clock,
            IntFunction<Traffic> traffic, FrameHandler handler, IntConsumer heard, Logger log) {
        this.server = server;
        this.tls = tls;
        this.bounds = bounds;
        this.refusals = refusals;
        this.clock = clock;
        this.traffic = traffic;
        this.handler = handler;
        this.heard = heard;
        this.log = log;
    }

    void start() {
        Thread.ofVirtual().name("accept").start(this::run);
    }

    /** Closes the connection on which the member sends, if there is one. */
    void disconnect(int member) {
        Optional.ofNullable(members.get(member)).ifPresent(Wire::close);
    }

    void close() throws IOException {
        closed = true;
        server.close();
        synchronized (handshaking) {
            handshaking.forEach(Wire::close);
        }
        members.values().forEach(Wire::close);
    }

    private void run() {
        while (!closed) {
            try {
                Wire wire = new Wire(server.accept());
                admit(wire);
                Thread.ofVirtual().name("greet").start(() -> serve(wire));
            } catch (IOException e) {
                if (!closed) {
                    // Out of descriptors, or the caller left while queued: neither must end the loop, nor make it spin.
                    log.warn("a connection could not be accepted: {}", e.toString());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(bounds.leastPause());
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the acceptor", e);
        }
    }

    /** When all places are taken the longest waiting one is freed: a member needs its place for milliseconds only. */
    private void admit(Wire wire) {
        synchronized (handshaking) {
            if (handshaking.size() >= bounds.handshaking()) {
                handshaking.removeFirst().close(Refusal.TOO_MANY_CONNECTIONS);
            }
            handshaking.add(wire);
            if (closed) {
                wire.close();
            }
        }
    }

    private void leave(Wire wire) {
        synchronized (handshaking) {
            handshaking.remove(wire);
        }
    }

    private void serve(Wire wire) {
        try {
            SSLSocket socket = handshake(wire);
            int member = tls.member(socket);
            // Members are few and speak all the time: a thread that blocks in the socket wakes once per message, a
            // virtual one would be woken by the poller's two. Strangers are many, so they get no further than here.
            Thread.ofPlatform().name("receive-" + member).daemon(true).start(() -> receive(wire, socket, member));
        } catch (IOException e) {
            wire.close();
            refusals.count(wire.reason().orElse(Stranger.causes(e) ? Refusal.STRANGER : Refusal.HANDSHAKE_FAILED));
            log.debug("connection from {} refused: {}", wire.raw().getRemoteSocketAddress(), e.toString());
        }
    }

    private SSLSocket handshake(Wire wire) throws IOException {
        ScheduledFuture<?> deadline = clock.schedule(() -> wire.close(Refusal.HANDSHAKE_TIMEOUT), bounds.handshake(),
                TimeUnit.MILLISECONDS);
        try {
            wire.configure();
            SSLSocket socket = tls.accept(wire.raw());
            socket.startHandshake();
            return socket;
        } finally {
            deadline.cancel(false);
            leave(wire);
        }
    }

    private void receive(Wire wire, SSLSocket socket, int member) {
        Optional.ofNullable(members.put(member, wire)).ifPresent(Wire::close);
        try (wire) {
            if (closed) {
                return;
            }
            // Not closed by itself: closing TLS may block, closing the wire under it does not.
            DataInputStream in = new DataInputStream(
                    new BufferedInputStream(socket.getInputStream(), Wire.BUFFER_BYTES));
            OutputStream out = socket.getOutputStream();
            out.write(Wire.PULSE);
            Thread.ofVirtual().name("pulse-" + member).start(() -> pulse(wire, out));
            heard.accept(member);
            log.info("member {} connected from {}", member, wire.raw().getRemoteSocketAddress());
            Optional<byte[]> frame = wire.readFrame(in);
            while (frame.isPresent()) {
                traffic.apply(member).received(frame.get().length);
                handler.onFrame(member, frame.get());
                frame = wire.readFrame(in);
            }
        } catch (IOException e) {
            wire.reason().ifPresent(refusals::count);
            log.debug("connection from member {} ended: {}", member, e.toString());
        } finally {
            members.remove(member, wire);
        }
    }

    private void pulse(Wire wire, OutputStream out) {
        try {
            while (!wire.raw().isClosed()) {
                Thread.sleep(bounds.pulse());
                out.write(Wire.PULSE);
            }
        } catch (IOException e) {
            wire.close();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a pulse", e);
        }
    }
}
