package org.credence.crypto;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * A concurrent cache of two generations: lookups fill the young one, and when that is full it becomes the old one and
 * the old one is forgotten. Keeps at least the last {@code capacity} distinct keys used and at most a little over
 * twice as many.
 */
final class BoundedCache<K, V> {

    private final int capacity;
    private volatile ConcurrentHashMap<K, V> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<K, V> old = new ConcurrentHashMap<>();

    BoundedCache(int capacity) {
        this.capacity = capacity;
    }

    /**
     * The value for {@code key}, made by {@code make} if it is not remembered; two threads may make it at the same
     * time.
     */
    V get(K key, Function<? super K, ? extends V> make) {
        V known = young.get(key);
        if (known != null) {
            return known;
        }
        V aged = old.get(key);
        V value = aged != null ? aged : make.apply(key);
        remember(key, value);
        return value;
    }

    /** How many values are held in both generations. */
    int size() {
        return young.size() + old.size();
    }

    private synchronized void remember(K key, V value) {
        if (young.size() >= capacity) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
        young.put(key, value);
    }
}
