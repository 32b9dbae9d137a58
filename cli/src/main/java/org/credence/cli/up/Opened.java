package org.credence.cli.up;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a consortium has opened, closed in reverse order; one that cannot be closed does not keep the others open. */
public final class Opened implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** Will be closed before all that came earlier. */
    public <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Failures go to the thread's handler of uncaught exceptions; the members' own logs have the cause. */
    @Override
    public void close() {
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                Thread.currentThread().getThreadGroup().uncaughtException(Thread.currentThread(), e);
            }
        }
    }
}
