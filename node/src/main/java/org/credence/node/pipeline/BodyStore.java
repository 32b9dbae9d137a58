package org.credence.node.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;

/**
 * Bodies of batches that are not executed yet. Bounded by bytes: when full, the oldest goes, and costs a transfer if a
 * block turns out to
 * need it. Safe from any thread.
 */
public final class BodyStore {

    private final long mostBytes;
    private final Map<Digest, Batch> bodies = new LinkedHashMap<>();
    private long bytes;

    public BodyStore(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    public synchronized void keep(Batch batch) {
        if (bodies.putIfAbsent(batch.digest(), batch) == null) {
            bytes += batch.encoded().length;
            notifyAll();
        }
        while (bytes > mostBytes && bodies.size() > 1) {
            forget(bodies.keySet().iterator().next());
        }
    }

    synchronized Optional<Batch> find(Digest digest) {
        return Optional.ofNullable(bodies.get(digest));
    }

    /** The block's batches that are not here. */
    synchronized List<BatchRef> missing(Block block) {
        return block.batches().stream().filter(ref -> !bodies.containsKey(ref.digest())).toList();
    }

    /**
     * The bodies of the block in its order, once all are here; waits up to {@code waitMillis} for those that are not.
     */
    synchronized Optional<List<Batch>> await(Block block, long waitMillis) throws InterruptedException {
        long deadline = System.nanoTime() + waitMillis * 1_000_000;
        while (!missing(block).isEmpty()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        List<Batch> all = new ArrayList<>();
        block.batches().forEach(ref -> find(ref.digest()).ifPresent(all::add));
        return Optional.of(all);
    }

    /** Forgets the bodies of a block that has been executed. */
    synchronized void executed(Block block) {
        block.batches().forEach(ref -> forget(ref.digest()));
    }

    /** Bytes held now. */
    public synchronized long bytes() {
        return bytes;
    }

    private void forget(Digest digest) {
        Batch gone = bodies.remove(digest);
        if (gone != null) {
            bytes -= gone.encoded().length;
        }
    }
}
