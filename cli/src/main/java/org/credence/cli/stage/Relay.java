package org.credence.cli.stage;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The link on which one member dials another: a port on the loopback whose connections lead to the other's port. It
 * passes bytes on as they are and knows nothing of what they mean, so that TLS and members need not know of it.
 */
final class Relay implements Closeable {

    private static final int CONNECT_MILLIS = 10_000;
    private static final int BACKLOG = 64;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile long delayNanos;

    private Relay(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    /** Listens on a free port. */
    static Relay to(InetSocketAddress target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("relay to " + target).start(relay::accept);
        return relay;
    }

    /** Where it listens. */
    int port() {
        return server.getLocalPort();
    }

    /** From now on everything is lost, in both directions, and neither end is told. */
    void cut() {
        cut = true;
        connections.forEach(connection -> connection.lost = true);
    }

    /**
     * Ends {@link #cut}. What was connected meanwhile has lost bytes, so it is closed, and the other end dials anew.
     */
    void join() {
        cut = false;
        connections.stream().filter(connection -> connection.lost).forEach(Connection::close);
    }

    /** From now on what the dialing end says arrives later by so much. */
    void slow(long millis) {
        delayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(Connection::close);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                new Connection(server.accept()).start();
            } catch (IOException e) {
                // Closed, or the caller left while it was queued: the loop's condition tells which.
            }
        }
    }

    /** From the dialing end's socket to the other's and back; of a link that is cut, to nowhere. */
    private final class Connection {

        private final Socket dialing;
        private final Socket accepting = new Socket();
        private volatile List<Thread> threads = List.of();
        /** For good: a stream has no gaps. */
        private volatile boolean lost;

        Connection(Socket dialing) {
            this.dialing = dialing;
            // Listed first: whoever cuts or joins the link meanwhile finds it, or has done so before the next line.
            connections.add(this);
            lost |= cut;
        }

        void start() {
            Thread.ofVirtual().start(() -> run(this::connect));
        }

        private boolean connect() throws IOException, InterruptedException {
            dialing.setTcpNoDelay(true);
            Pump there = new Pump(() -> delayNanos, () -> lost);
            if (lost) {
                dialing.getInputStream().transferTo(OutputStream.nullOutputStream());
                return true;
            }
            accepting.connect(target, CONNECT_MILLIS);
            accepting.setTcpNoDelay(true);
            Pump back = new Pump(() -> 0, () -> lost);
            threads = Stream.<Loop>of(() -> there.write(accepting.getOutputStream()),
                    () -> back.write(dialing.getOutputStream()), () -> read(back, accepting),
                    () -> read(there, dialing))
                    .map(loop -> Thread.ofVirtual().unstarted(() -> run(loop))).toList();
            threads.forEach(Thread::start);
            return false;
        }

        private static boolean read(Pump pump, Socket from) throws IOException, InterruptedException {
            pump.read(from.getInputStream());
            return false;
        }

        private void run(Loop loop) {
            try {
                if (loop.run()) {
                    close();
                }
            } catch (IOException e) {
                // One end is gone: so must be the other, unless the link is cut and cannot tell.
                if (!lost) {
                    close();
                }
            } catch (InterruptedException e) {
                close();
            }
        }

        void close() {
            connections.remove(this);
            for (Socket socket : List.of(dialing, accepting)) {
                try {
                    socket.close();
                } catch (IOException e) {
                    // The descriptor is given up all the same, and nobody waits for what it could have said.
                }
            }
            threads.forEach(Thread::interrupt);
        }
    }

    /** Part of a connection's work; whether the connection is over when it ends. */
    private interface Loop {
        boolean run() throws IOException, InterruptedException;
    }
}
