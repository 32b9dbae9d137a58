package org.credence.node.api;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;

/** Spreads executed blocks to all who wait for them, from the one subscription that the API has at the member. */
final class BlockHub implements AutoCloseable {

    private final NodeService.Subscription subscription;
    private final Set<Consumer<ExecutedBlock>> listeners = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition risen = lock.newCondition();
    private long height;
    private boolean closed;

    BlockHub(NodeService node) {
        subscription = node.subscribe(this::publish);
        rise(node.standing().executedHeight());
    }

    /** Calls {@code listener}, which must not block, for every block from now on. */
    void add(Consumer<ExecutedBlock> listener) {
        listeners.add(listener);
    }

    void remove(Consumer<ExecutedBlock> listener) {
        listeners.remove(listener);
    }

    /** Height of the newest executed block. */
    long height() {
        lock.lock();
        try {
            return height;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for a block above {@code than}.
     *
     * @param deadline on the clock of {@link System#nanoTime}
     * @return whether there is one; false if time is up or the hub is closed
     */
    boolean awaitAbove(long than, long deadline) throws InterruptedException {
        lock.lock();
        try {
            while (height <= than && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                var _ = risen.awaitNanos(left);
            }
            return height > than;
        } finally {
            lock.unlock();
        }
    }

    private void publish(ExecutedBlock block) {
        rise(block.height());
        listeners.forEach(listener -> listener.accept(block));
    }

    private void rise(long to) {
        lock.lock();
        try {
            height = Math.max(height, to);
            risen.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the subscription and wakes whoever waits. */
    @Override
    public void close() {
        subscription.close();
        lock.lock();
        try {
            closed = true;
            risen.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
