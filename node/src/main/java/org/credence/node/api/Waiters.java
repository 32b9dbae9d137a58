package org.credence.node.api;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * Requests that wait for a decision, without a thread each. One looks through all of them whenever a block has been
 * executed and answers those that it serves, one after the other: waking a thread for each costs more than the answers.
 */
final class Waiters implements AutoCloseable {

    /** How long it does not look if there is no block: so much longer may a request wait than it asked for. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final BlockHub hub;
    private final Queue<Waiter> waiting = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** A request that waits. Asked and told from one thread, and not any more once it has been told. */
    interface Waiter {

        /** Whether what it waits for is there; must not throw. */
        boolean isServed();

        /** How long it is ready to wait, on the clock of {@link System#nanoTime}. */
        long deadline();

        /** Answers with what is known by now; must not block, and must not throw. */
        void served();

        /** Answers that the member is stopping; must not block, and must not throw. */
        void stopped();
    }

    Waiters(BlockHub hub) {
        this.hub = hub;
        thread = Thread.ofPlatform().name("api-answers").daemon(true).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    void add(Waiter waiter) {
        waiting.add(waiter);
        if (closed && waiting.remove(waiter)) {
            waiter.stopped();
        }
    }

    private void loop() {
        try {
            while (!closed) {
                long height = hub.height();
                look();
                hub.awaitAbove(height, System.nanoTime() + LOOK_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Waiter left = waiting.poll(); left != null; left = waiting.poll()) {
            left.stopped();
        }
    }

    private void look() {
        for (Iterator<Waiter> each = waiting.iterator(); each.hasNext();) {
            Waiter waiter = each.next();
            if (waiter.isServed() || System.nanoTime() - waiter.deadline() >= 0) {
                each.remove();
                waiter.served();
            }
        }
    }

    /** Answers all that still wait, and those that come later at once. */
    @Override
    public void close() {
        // Not interrupted: a channel that an interrupted thread writes to is closed.
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
