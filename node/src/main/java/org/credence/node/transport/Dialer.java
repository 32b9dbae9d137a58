package org.credence.node.transport;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.slf4j.Logger;

/** Keeps the connection to one member on which frames are sent. Only the other end's pulse comes back on it. */
final class Dialer {

    /** A connection that lasted so long was a good one: the next attempt comes soon. */
    private static final long GOOD_NANOS = 1_000_000_000L;

    private final PeerAddress peer;
    private final MemberTls tls;
    private final Bounds bounds;
    private final Refusals refusals;
    private final Traffic traffic;
    private final ScheduledExecutorService clock;
    private final Logger log;
    private final SendQueue queue;
    private final Semaphore wake = new Semaphore(0);
    private volatile Optional<Wire> current = Optional.empty();
    private volatile boolean closed;

    Dialer(PeerAddress peer, MemberTls tls, Bounds bounds, Refusals refusals, Traffic traffic,
            ScheduledExecutorService clock, Logger log) {
        this.peer = peer;
        this.tls = tls;
        this.bounds = bounds;
        this.refusals = refusals;
        this.traffic = traffic;
        this.clock = clock;
        this.log = log;
        queue = new SendQueue(bounds);
    }

    void start() {
        Thread.ofVirtual().name("dial-" + peer.member()).start(this::run);
    }

    /** Queues the frame; if it cannot, drops it and counts why. */
    boolean send(byte[] frame) {
        Optional<Refusal> refusal = queue.offer(frame);
        refusal.ifPresent(reason -> {
            refusals.count(reason);
            traffic.drop();
        });
        return refusal.isEmpty();
    }

    boolean isConnected() {
        return queue.isOpen();
    }

    /** The member was heard of: no need to wait longer before the next attempt. */
    void wake() {
        if (!isConnected()) {
            wake.release();
        }
    }

    /** Ends the present connection, if there is one; the next attempt follows. */
    void disconnect() {
        current.ifPresent(Wire::close);
    }

    void closeIfStalled(long nowNanos) {
        current.ifPresent(wire -> wire.closeIfStalled(nowNanos, bounds.stall()));
    }

    void close() {
        closed = true;
        disconnect();
        wake.release();
    }

    private void run() {
        long pause = bounds.leastPause();
        try {
            while (!closed) {
                long start = System.nanoTime();
                connect();
                boolean good = System.nanoTime() - start > GOOD_NANOS;
                pause = good ? bounds.leastPause() : Math.min(2 * pause, bounds.mostPause());
                wake.drainPermits();
                boolean woken = !closed && wake.tryAcquire(pause + ThreadLocalRandom.current().nextLong(pause),
                        TimeUnit.MILLISECONDS);
                if (woken) {
                    pause = bounds.leastPause();
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a dialer", e);
        }
    }

    private void connect() throws InterruptedException {
        Wire wire = new Wire(new Socket());
        current = Optional.of(wire);
        try (wire) {
            converse(wire);
        } catch (IOException e) {
            Optional<Refusal> reason = wire.reason().or(() -> Stranger.causes(e) ? Optional.of(Refusal.STRANGER)
                    : Optional.empty());
            reason.ifPresent(refusals::count);
            log.debug("connection to member {} at {}:{} ended: {}", peer.member(), peer.host(), peer.port(),
                    reason.<Object>map(r -> r).orElse(e));
        }
    }

    private void converse(Wire wire) throws IOException, InterruptedException {
        if (closed) {
            return;
        }
        wire.raw().connect(new InetSocketAddress(peer.host(), peer.port()), (int) bounds.handshake());
        wire.configure();
        wire.raw().setSoTimeout((int) bounds.stall());
        ScheduledFuture<?> deadline = clock.schedule(() -> wire.close(Refusal.HANDSHAKE_TIMEOUT), bounds.handshake(),
                TimeUnit.MILLISECONDS);
        SSLSocket socket = tls.dial(wire.raw(), Set.copyOf(peer.keys()));
        InputStream in;
        try {
            socket.startHandshake();
            in = socket.getInputStream();
            awaitWelcome(wire, in);
        } finally {
            deadline.cancel(false);
        }
        exchange(wire, in, socket.getOutputStream());
    }

    /**
     * In TLS 1.3 the dialing end is done before the other has looked at its certificate, so the other says when it has.
     */
    private void awaitWelcome(Wire wire, InputStream in) throws IOException {
        boolean welcome;
        try {
            welcome = in.read() == Wire.PULSE;
        } catch (IOException e) {
            wire.close(Refusal.REFUSED_BY_PEER);
            throw e;
        }
        if (!welcome) {
            wire.close(Refusal.REFUSED_BY_PEER);
            throw new IOException("closed before it was accepted");
        }
    }

    private void exchange(Wire wire, InputStream in, OutputStream out) throws IOException, InterruptedException {
        queue.open();
        traffic.connect();
        log.info("connected to member {} at {}:{}", peer.member(), peer.host(), peer.port());
        Thread writer = Thread.ofPlatform().name("send-" + peer.member()).daemon(true)
                .start(() -> writeAll(wire, out));
        try {
            byte[] pulses = new byte[16];
            int count = in.read(pulses);
            while (count >= 0) {
                count = in.read(pulses);
            }
        } catch (SocketTimeoutException e) {
            wire.close(Refusal.SLOW_PEER);
            throw e;
        } finally {
            queue.close();
            wire.close();
            writer.join();
        }
    }

    private void writeAll(Wire wire, OutputStream plain) {
        try (wire) {
            // Not closed by itself: closing TLS may block, closing the wire under it does not.
            OutputStream out = new BufferedOutputStream(plain, Wire.BUFFER_BYTES);
            List<byte[]> frames = queue.takeAll();
            while (!frames.isEmpty()) {
                for (byte[] frame : frames) {
                    wire.writeFrame(out, frame);
                    queue.written(frame.length);
                    traffic.sent(frame.length);
                }
                if (queue.isEmpty()) {
                    wire.flush(out);
                }
                frames = queue.takeAll();
            }
        } catch (IOException e) {
            log.debug("sending to member {} ended: {}", peer.member(), e.toString());
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts a sender", e);
        }
    }
}
