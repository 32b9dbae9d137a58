package org.credence.node.observation;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.TransferMessage;
import org.credence.ledger.observation.Observatory;
import org.credence.node.pipeline.Outlet;

/** Pings every other member again and again, and tells the observatory how long each answer took. */
public final class Pings implements AutoCloseable {

    /** How often a node pings: some hundred times in an epoch under load. */
    public static final Duration PERIOD = Duration.ofSeconds(1);

    private final List<Integer> others;
    private final Outlet outlet;
    private final Observatory observatory;
    private final Duration period;
    private final Map<Integer, Asked> open = new HashMap<>();
    private final Thread thread;
    private long token;
    private volatile boolean closed;

    private record Asked(long token, long atNanos) {}

    /** @param others whom to ping */
    public Pings(String name, List<Integer> others, Outlet outlet, Observatory observatory, Duration period) {
        this.others = List.copyOf(others);
        this.outlet = outlet;
        this.observatory = observatory;
        this.period = period;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** A member answers; only the answer to the last ping counts. */
    public void answered(int member, long answered, long atNanos) {
        Asked asked;
        synchronized (open) {
            asked = open.get(member);
            if (asked == null || asked.token != answered) {
                return;
            }
            open.remove(member);
        }
        observatory.answered(member, atNanos - asked.atNanos);
    }

    boolean isRunning() {
        return thread.isAlive();
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void loop() {
        while (!closed) {
            others.forEach(this::ping);
            LockSupport.parkNanos(period.toNanos());
        }
    }

    private void ping(int member) {
        long next;
        synchronized (open) {
            next = ++token;
            open.put(member, new Asked(next, System.nanoTime()));
        }
        outlet.send(new Audience.One(member), new TransferMessage.Ping(next));
    }
}
