package org.credence.ledger;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.credence.base.Digest;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.Branch;
import org.credence.ledger.tree.Leaf;
import org.credence.ledger.tree.Node;
import org.credence.ledger.tree.NodeCodec;
import org.credence.ledger.tree.Nothing;
import org.credence.ledger.tree.Stub;

/**
 * Takes the directory from one version to a later one beside the executor, so that no block waits for it. One step at a
 * time; called by the executor alone. Works on nodes that never change, and overwrites only records of nodes that the
 * executor holds in memory.
 */
final class Persister implements AutoCloseable {
    private final StateStore store;
    private final Digest chainId;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("credence-state").factory());
    private Optional<Running> running = Optional.empty();

    private record Running(long height, CompletableFuture<?> end) {}

    Persister(StateStore store, Digest chainId) {
        this.store = store;
        this.chainId = chainId;
    }

    /**
     * Begins a step; none may be running.
     *
     * @param before  the height on disk
     * @param target  the version to take there
     * @param entries the blocks between, the target's included
     * @param after   the last thing that the step does, with the store at the target
     */
    <T> CompletableFuture<T> begin(long before, Version target, List<Unsaved.Entry> entries, Supplier<T> after) {
        return begin(target.height(), () -> {
            write(before, target, entries);
            return after.get();
        });
    }

    /**
     * Begins a flush of the steps so far; none may be running.
     *
     * @param height the height on disk
     */
    void flush(long height) {
        CompletableFuture<Long> _ = begin(height, () -> {
            store.flush();
            return height;
        });
    }

    /** Whether a step or a flush has not ended yet. */
    boolean isRunning() {
        return running.isPresent() && !running.get().end().isDone();
    }

    private <T> CompletableFuture<T> begin(long height, Supplier<T> work) {
        if (running.isPresent()) {
            throw new AssertionError("one step at a time");
        }
        CompletableFuture<T> end = CompletableFuture.supplyAsync(work, thread);
        running = Optional.of(new Running(height, end));
        return end;
    }

    /** The height of a step that has ended since the last call. Whatever made it fail is thrown here. */
    OptionalLong ended() {
        return running.isPresent() && running.get().end().isDone() ? await() : OptionalLong.empty();
    }

    /** Waits for the running step, if there is one, and gives its height. Whatever made it fail is thrown here. */
    OptionalLong await() {
        if (running.isEmpty()) {
            return OptionalLong.empty();
        }
        Running last = running.get();
        running = Optional.empty();
        try {
            last.end().get();
            return OptionalLong.of(last.height());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new AssertionError("persisting height " + last.height() + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the state of " + last.height() + " was being persisted",
                    e);
        }
    }

    /** Ends the thread, after the step that it is at. */
    @Override
    public void close() {
        thread.close();
    }

    private void write(long before, Version target, List<Unsaved.Entry> entries) {
        try (StateStore.Step step = store.step()) {
            putChanged(target.root(), before, step);
            entries.forEach(entry -> putBlock(entry, step));
            step.commit(target.persisted(chainId));
        }
    }

    /** Writes what is newer than the height on disk; what hangs below an older node is older still. */
    private static void putChanged(Node node, long before, StateStore.Step step) {
        switch (node) {
            case Branch branch when branch.height() > before -> {
                putChanged(branch.child(false), before, step);
                putChanged(branch.child(true), before, step);
                step.put(Table.NODE, Table.key(branch.id()), NodeCodec.encode(branch));
            }
            case Leaf leaf when leaf.height() > before ->
                step.put(Table.NODE, Table.key(leaf.id()), NodeCodec.encode(leaf));
            case Branch _,Leaf _,Stub _,Nothing() -> {
                // On disk already.
            }
        }
    }

    private static void putBlock(Unsaved.Entry entry, StateStore.Step step) {
        byte[] height = Table.key(entry.height());
        step.put(Table.ROOT, height, entry.stateRoot().toBytes());
        if (!entry.receipts().isEmpty()) {
            step.put(Table.RECEIPTS, height, BlockRecords.receipts(entry.receipts()));
        }
        entry.places().forEach((id, place) -> step.put(Table.TRANSACTION, Table.key(id), place.encoded()));
    }
}
