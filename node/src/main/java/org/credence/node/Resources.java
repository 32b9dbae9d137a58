package org.credence.node;

import java.util.ArrayDeque;

/** What a node has opened, closed in reverse order; each is tried even if another fails. */
final class Resources implements AutoCloseable {

    private final ArrayDeque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** @throws IllegalStateException with the first failure, the others suppressed in it */
    @Override
    public synchronized void close() {
        IllegalStateException failed = new IllegalStateException("the node did not close cleanly");
        while (!opened.isEmpty()) {
            closeOne(opened.pop(), failed);
        }
        if (failed.getSuppressed().length > 0) {
            throw failed;
        }
    }

    private static void closeOne(AutoCloseable resource, IllegalStateException failed) {
        try {
            resource.close();
        } catch (Exception e) {
            failed.addSuppressed(e);
        }
    }
}
