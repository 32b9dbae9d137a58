package org.credence.node.pipeline;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.credence.base.Digest;

/** Digests seen lately: at least the last {@code capacity}, never more than twice as many. Safe from any thread. */
final class RecentSet {

    private final int capacity;
    private volatile Set<Digest> young = ConcurrentHashMap.newKeySet();
    private volatile Set<Digest> old = ConcurrentHashMap.newKeySet();

    RecentSet(int capacity) {
        this.capacity = capacity;
    }

    void add(Digest digest) {
        if (young.size() >= capacity) {
            turn();
        }
        young.add(digest);
    }

    boolean contains(Digest digest) {
        return young.contains(digest) || old.contains(digest);
    }

    private synchronized void turn() {
        if (young.size() >= capacity) {
            old = young;
            young = ConcurrentHashMap.newKeySet();
        }
    }
}
