package org.credence.node;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.credence.consensus.part.EpochLength;
import org.credence.ledger.Ledger;
import org.credence.ledger.store.Capture;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateSnapshot;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.SnapshotHead;
import org.credence.node.storage.SnapshotParts;
import org.credence.node.storage.Snapshots;
import org.credence.node.storage.StorageFailed;
import org.slf4j.Logger;

/**
 * Takes snapshots and drops what they make dispensable. The state at the end of an epoch is certified by the first
 * block above it, since nobody votes there before having executed that state (P§1.7); so that is when it is captured.
 * Writing goes on beside the executor.
 */
final class Checkpoints implements AutoCloseable {

    private static final long WORK_NANOS = 1_000_000;
    private static final long REST_NANOS = 9_000_000;

    private final EpochLength length;
    private final Retention retention;
    private final Snapshots snapshots;
    private final ChainStore chain;
    private final Ledger ledger;
    private final Logger log;
    private final Consumer<Throwable> failed;
    private final ExecutorService thread;
    /** Height of the snapshot before, written or being written. Of the executor. */
    private long last;
    private final AtomicBoolean taking = new AtomicBoolean();
    private volatile boolean stopping;

    /** @param failed told of what must stop the node for good */
    Checkpoints(String name, EpochLength length, Retention retention, Recovery recovered, Logger log,
            Consumer<Throwable> failed) {
        this.length = length;
        this.retention = retention;
        this.snapshots = recovered.snapshots();
        this.chain = recovered.chain();
        this.ledger = recovered.ledger();
        this.log = log;
        this.failed = failed;
        last = snapshots.newestHeight();
        thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name(name).factory());
        // The process may have ended between a snapshot and what it made dispensable.
        thread.execute(() -> guarded(this::tidy));
    }

    /** The last block of an epoch has been executed. Called by the executor. */
    void ended(long height) {
        if (retention.prunes() && isDue(height)) {
            chain.roll();
        }
    }

    /** A block has been executed. Called by the executor. */
    void executed(long height) {
        long base = height - 1;
        // A faulty leader may have spoken of an older state, or the last one is still being written: then the next
        // epoch will do.
        if (base > 0 && length.isLast(base) && isDue(base) && chain.header(height).stateHeight() == base
                && taking.compareAndSet(false, true)) {
            last = base;
            CompletableFuture<Capture> capture = ledger.capture();
            thread.execute(() -> {
                guarded(() -> take(capture.join()));
                taking.set(false);
            });
        }
    }

    private boolean isDue(long height) {
        return height - last >= retention.blocks();
    }

    private void take(Capture capture) {
        long began = System.nanoTime();
        long height = capture.version().height();
        try (capture; SnapshotParts parts = snapshots.begin()) {
            parts.add(new SnapshotHead(capture.version(), chain.header(height),
                    chain.read(height + 1).decision().header()).encode());
            parts.addNodes(new Leisurely(capture));
            SnapshotFile written = snapshots.keep(parts);
            log.atInfo().addKeyValue("height", height).addKeyValue("bytes", written.bytes())
                    .addKeyValue("ms", (System.nanoTime() - began) / 1_000_000).log("snapshot taken");
        }
        tidy();
    }

    /** The last two stay, for those who are fetching one, and the one that the chain begins above. */
    private void tidy() {
        List<SnapshotFile> present = snapshots.all();
        if (present.size() < 2) {
            return;
        }
        SnapshotFile before = present.get(present.size() - 2);
        if (retention.prunes()) {
            prune(before.head());
        }
        for (SnapshotFile old : present.subList(0, present.size() - 2)) {
            if (old.head().height() != chain.first() - 1) {
                snapshots.drop(old);
            }
        }
    }

    private void prune(SnapshotHead below) {
        long first = chain.first();
        if (chain.prune(below.base()) && ledger.stateRootAt(below.height() - 1).isPresent()) {
            ledger.prune(below.height());
            log.atInfo().addKeyValue("from", first).addKeyValue("to", below.height()).log("blocks dropped");
        }
    }

    /** A full disk costs the snapshot and not the member; it is tried again at the next one. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (CancellationException e) {
            log.debug("closing: {}", e.getMessage());
        } catch (StorageFailed e) {
            log.atError().setCause(e).log("no snapshot, or nothing dropped");
        } catch (RuntimeException | Error e) {
            failed.accept(e);
        }
    }

    /** Gives up what it is at; the file of a snapshot that is not whole is begun anew next time. */
    @Override
    public void close() {
        stopping = true;
        thread.close();
    }

    /**
     * The state of a capture, for as long as the member runs. All members take a snapshot of the same height at the
     * same time, and nobody waits for it: it leaves the processors to the blocks most of the time.
     */
    private final class Leisurely implements StateSnapshot {

        private final StateSnapshot state;
        private long restsAtNanos = System.nanoTime() + WORK_NANOS;

        Leisurely(StateSnapshot state) {
            this.state = state;
        }

        @Override
        public Persisted version() {
            return state.version();
        }

        @Override
        public void forEachNode(Sink sink) {
            state.forEachNode((id, record) -> {
                if (stopping) {
                    throw new CancellationException("snapshot given up at node " + id);
                }
                if (System.nanoTime() - restsAtNanos >= 0) {
                    LockSupport.parkNanos(REST_NANOS);
                    restsAtNanos = System.nanoTime() + WORK_NANOS;
                }
                sink.node(id, record);
            });
        }
    }
}
