package org.credence.node.driver;

import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.credence.consensus.engine.Input;

/**
 * Inputs on their way to the engine. What comes from other members waits for room, and so slows the connection it came
 * from; a member's
 * own inputs never wait, since there are only as many as the engine asked for.
 */
final class Inbox {

    private final int bound;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition room = lock.newCondition();
    private final ArrayDeque<Input> queue = new ArrayDeque<>();
    private boolean closed;

    /** @param bound most inputs from others that wait here */
    Inbox(int bound) {
        this.bound = bound;
    }

    /** Adds one of this member's own inputs. */
    void add(Input input) {
        lock.lock();
        try {
            if (!closed) {
                queue.add(input);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Adds an input from another member once there is room. */
    void put(Input input) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && queue.size() >= bound) {
                room.await();
            }
            if (!closed) {
                queue.add(input);
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Moves up to {@code most} inputs to {@code into}; with none at hand, waits up to {@code waitNanos} for the first.
     */
    void drain(List<Input> into, int most, long waitNanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = waitNanos;
            while (queue.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            while (!queue.isEmpty() && into.size() < most) {
                into.add(queue.remove());
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return queue.size();
        } finally {
            lock.unlock();
        }
    }

    /** From now on takes nothing and lets nobody wait. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            room.signalAll();
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
