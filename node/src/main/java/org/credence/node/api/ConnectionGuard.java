package org.credence.node.api;

import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/**
 * Bounds what connections cost. A newcomer above the limit takes the place of the connection that has been idle
 * longest, so that idle
 * connections, however many, never keep a client out; and a request's line and headers must be complete in time,
 * however steadily they
 * trickle in. Bodies have a least data rate of their own, and silence has its idle timeout.
 */
final class ConnectionGuard implements Connection.Listener, HttpConfiguration.Customizer, AutoCloseable {

    private final int limit;
    private final long headNanos;
    private final Counters counters;
    private final Map<Connection, Use> uses = new ConcurrentHashMap<>();
    private final Thread watch;

    ConnectionGuard(int limit, Duration headTimeout, Counters counters) {
        this.limit = limit;
        this.headNanos = headTimeout.toNanos();
        this.counters = counters;
        counters.gauge("credence_api_connections", "Open connections", uses::size);
        watch = Thread.ofVirtual().name("api-connections").unstarted(this::watch);
    }

    void start() {
        watch.start();
    }

    /** What a connection is doing. Written by its own threads, read by all. */
    private static final class Use {
        /** Requests whose head is complete and whose answer is not. */
        private volatile boolean busy;
        /** When it last began to be idle. */
        private volatile long idleSince = System.nanoTime();
        /** Bytes it had received when it last began to be idle. */
        private volatile long bytesAtIdle;
        /** When bytes of a new head were first noticed; 0 if none are. */
        private volatile long headSince;
    }

    @Override
    public void onOpened(Connection connection) {
        uses.put(connection, new Use());
        while (uses.size() > limit) {
            drop(idlest().orElse(connection), Dropped.CONNECTION_LIMIT);
        }
    }

    @Override
    public void onClosed(Connection connection) {
        uses.remove(connection);
    }

    /** Called when a request's head is complete. */
    @Override
    public Request customize(Request request, HttpFields.Mutable responseHeaders) {
        Connection connection = request.getConnectionMetaData().getConnection();
        Use use = uses.get(connection);
        if (use != null) {
            use.busy = true;
            use.headSince = 0;
            Request.addCompletionListener(request, _ -> {
                use.bytesAtIdle = connection.getBytesIn();
                use.idleSince = System.nanoTime();
                use.busy = false;
            });
        }
        return request;
    }

    private Optional<Connection> idlest() {
        return uses.entrySet().stream().filter(entry -> !entry.getValue().busy)
                .min(Comparator.comparingLong(entry -> entry.getValue().idleSince)).map(Map.Entry::getKey);
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(Duration.ofNanos(Math.max(1, headNanos / 8)));
                uses.forEach(this::checkHead);
            }
        } catch (InterruptedException e) {
            // Closed: nothing is left to watch.
            Thread.currentThread().interrupt();
        }
    }

    private void checkHead(Connection connection, Use use) {
        if (use.busy || connection.getBytesIn() == use.bytesAtIdle) {
            use.headSince = 0;
        } else if (use.headSince == 0) {
            use.headSince = System.nanoTime();
        } else if (System.nanoTime() - use.headSince > headNanos) {
            drop(connection, Dropped.SLOW_REQUEST);
        }
    }

    /** Closes the connection, unless another thread has done so. */
    private void drop(Connection connection, Dropped reason) {
        if (uses.remove(connection) != null) {
            counters.dropped(reason);
            connection.getEndPoint().close();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
