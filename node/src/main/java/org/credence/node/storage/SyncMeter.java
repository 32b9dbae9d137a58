package org.credence.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/** How often and how long the disk was waited for. Written by one thread, read by any. */
public final class SyncMeter {

    private final AtomicLong count = new AtomicLong();
    private final AtomicLong totalNanos = new AtomicLong();
    private final AtomicLong slowestNanos = new AtomicLong();

    SyncMeter() {}

    void force(FileChannel channel, boolean metadata) throws IOException {
        long start = System.nanoTime();
        channel.force(metadata);
        long nanos = System.nanoTime() - start;
        count.incrementAndGet();
        totalNanos.addAndGet(nanos);
        slowestNanos.accumulateAndGet(nanos, Math::max);
    }

    /** Syncs so far. */
    public long count() {
        return count.get();
    }

    /** Nanoseconds all of them took together. */
    public long totalNanos() {
        return totalNanos.get();
    }

    /** Nanoseconds the slowest took. */
    public long slowestNanos() {
        return slowestNanos.get();
    }
}
