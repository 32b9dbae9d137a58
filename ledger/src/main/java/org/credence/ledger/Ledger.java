package org.credence.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.merkle.MerkleTree;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.ledger.execution.Authors;
import org.credence.ledger.execution.Executor;
import org.credence.ledger.store.Capture;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.NodeCodec;
import org.credence.ledger.tree.NodeSource;
import org.credence.ledger.tree.StateTree;
import org.credence.ledger.tree.Stored;
import org.credence.ledger.tree.Stub;

/**
 * The state of one chain in one directory. {@link #execute}, {@link #flush} and {@link #close} belong to one thread,
 * the executor; everything else is safe from any. See the package for what is held where.
 */
public final class Ledger implements AutoCloseable {

    /** How many heights below the newest can be read and proven against, if as many were executed since opening. */
    public static final int HELD = 32;

    /** Nodes near the root, and what many blocks write, are stored once for so many heights. */
    private static final int PERSIST_EVERY = 1_024;
    /** What blocks leave behind is stored once there is so much of it, however few they are. */
    private static final int PERSIST_TRANSACTIONS = 65_536;
    /** With so many times what is worth a step the executor waits for the disk: what is not stored takes memory. */
    private static final int MOST_STEPS = 4;
    private static final int RESIDENT_NODES = 200_000;

    private final Digest chainId;
    private final StateStore store;
    private final StateTree tree;
    private final Executor executor;
    private final Persister persister;
    private final NavigableMap<Long, Version> versions = new ConcurrentSkipListMap<>();
    private final Unsaved unsaved = new Unsaved();
    private volatile Version newest;
    /** The height on disk or on its way there: nodes of lower ones may be gone. */
    private volatile long persisted;

    private Ledger(StateStore store, Persisted found, Applications applications) {
        this.store = store;
        chainId = found.chainId();
        tree = new StateTree(found.root(), found.nextId(), found.height(), stub -> load(stub, Long.MAX_VALUE));
        executor = new Executor(chainId, applications, tree);
        persister = new Persister(store, chainId);
        newest = Version.of(found);
        versions.put(found.height(), newest);
        persisted = found.height();
    }

    /**
     * Opens the state of a chain, or begins it in an empty directory.
     *
     * @throws WrongChain                            if the directory holds another chain's
     * @throws StateDamaged                          if its files contradict themselves
     * @throws org.credence.ledger.store.StoreFailed if it cannot be used
     */
    public static Ledger open(Path directory, Digest chainId, Applications applications) {
        StateStore store = StateStore.open(directory);
        try {
            Persisted found = store.self().orElseGet(() -> begin(store, chainId));
            if (!found.chainId().equals(chainId)) {
                throw new WrongChain(directory, found.chainId(), chainId);
            }
            return new Ledger(store, found, applications);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static Persisted begin(StateStore store, Digest chainId) {
        Persisted genesis = Persisted.genesis(chainId);
        try (StateStore.Step step = store.step()) {
            step.put(Table.ROOT, Table.key(0), StateHash.state(0, genesis.root().hash()).toBytes());
            step.commit(genesis);
        }
        store.flush();
        return genesis;
    }

    /** The newest height executed; after opening, the one on disk. */
    public long height() {
        return newest.height();
    }

    /** Id of the block at {@link #height}; the chain id at 0. */
    public Digest blockId() {
        return newest.block();
    }

    /** Root of the state after {@link #height}. */
    public Digest stateRoot() {
        return newest.stateRoot();
    }

    /** Root of the state after any height executed so far. */
    public Optional<Digest> stateRootAt(long height) {
        if (height < 0) {
            return Optional.empty();
        }
        return unsaved.at(height).map(Unsaved.Entry::stateRoot)
                .or(() -> store.value(Table.ROOT, Table.key(height)).map(Digest::of));
    }

    /** The next batch sequence of each of the first {@code members} authors after {@link #height}, from 1. */
    public List<Long> nextSequences(int members) {
        return Authors.of(newest().value(StateKey.authors())).first(members);
    }

    /**
     * Executes the block above {@link #height}.
     *
     * @param bodies the block's batches, in its order
     * @throws IllegalArgumentException if the block is not the next one of this chain, or a body is not the block's
     * @throws AssertionError           if its batches leave gaps in an author's sequence
     */
    public Executed execute(Block block, List<Batch> bodies) {
        requireNext(block);
        Executed executed = executor.execute(block, bodies);
        unsaved.add(new Unsaved.Entry(executed.height(), executed.stateRoot(), executed.receipts(),
                BlockRecords.places(executed, bodies, id -> find(id).isPresent())));
        Version version = new Version(executed.height(), block.id(), block.header().stateHeight(),
                executed.stateRoot(), tree.root(), tree.nextId());
        // Whoever reads the newest height must find it.
        versions.put(version.height(), version);
        newest = version;
        versions.headMap(version.height() - HELD, false).clear();
        persister.ended().ifPresent(this::saved);
        long steps = steps(version.height() - HELD - persisted);
        if (steps >= MOST_STEPS || steps > 0 && !persister.isRunning()) {
            persister.await().ifPresent(this::saved);
            CompletableFuture<Long> _ = persist(version.height() - HELD, version::height);
        }
        return executed;
    }

    /** How many steps to the disk are due, for so many heights that could be stored. */
    private long steps(long heights) {
        return heights <= 0 ? 0 : Math.max(heights / PERSIST_EVERY, unsaved.transactions() / PERSIST_TRANSACTIONS);
    }

    /** Where a transaction was first ordered, whatever became of it. */
    public Optional<TransactionPlace> find(Digest transaction) {
        return unsaved.place(transaction)
                .or(() -> store.value(Table.TRANSACTION, Table.key(transaction)).map(TransactionPlace::decode));
    }

    /** The receipts of a block, in order; none if it has no transactions or is not executed yet. */
    public List<Receipt> receipts(long height) {
        return unsaved.at(height).map(Unsaved.Entry::receipts)
                .or(() -> store.value(Table.RECEIPTS, Table.key(height))
                        .map(bytes -> BlockRecords.receipts(height, bytes)))
                .orElse(List.of());
    }

    /** The receipt of a transaction that was executed; empty also if it was {@linkplain #prune pruned}. */
    public Optional<Receipt> receipt(Digest transaction) {
        return find(transaction).flatMap(place -> receipts(place.height()).stream().skip(place.index()).findFirst());
    }

    /** Proof of a transaction's receipt against the root of a state; empty if it was not executed by then. */
    public Optional<ReceiptProof> proveReceipt(Digest transaction, StateView state) {
        Optional<TransactionPlace> found = find(transaction).filter(place -> place.height() <= state.height());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        TransactionPlace place = found.get();
        List<Receipt> receipts = receipts(place.height());
        if (receipts.isEmpty()) {
            // Pruned since it was found.
            return Optional.empty();
        }
        MerkleTree leaves = MerkleTree.of(receipts, Receipt::encoded);
        return Optional.of(new ReceiptProof(receipts.get(place.index()), leaves.inclusion(place.index()),
                state.prove(StateKey.receipts(place.height()))));
    }

    /** The state after {@link #height}. */
    public StateView newest() {
        return view(newest);
    }

    /**
     * The state after a recent height.
     *
     * @throws HeightNotHeld if it is not one of those held
     */
    public StateView at(long height) {
        Version version = versions.get(height);
        if (version == null) {
            throw notHeld(height);
        }
        return view(version);
    }

    /** Whether the state is on its way to disk: then {@link #settle} waits for that first. */
    public boolean isPersisting() {
        return persister.isRunning();
    }

    /**
     * Begins to bring the state to disk, up to the height that the newest header vouches for: the versions above are
     * needed in memory and are executed again after opening. To be called at any time between blocks.
     */
    public void settle() {
        persister.await().ifPresent(this::saved);
        long height = Math.max(newest.stateHeight(), newest.height() - HELD);
        if (height > persisted) {
            CompletableFuture<Long> _ = persist(height, () -> {
                store.flush();
                return height;
            });
        } else {
            persister.flush(persisted);
        }
    }

    /**
     * The state that the newest header vouches for, to be read beside further blocks, once it is in the store. To be
     * called by the executor, which waits for an earlier step only. Must be closed before the ledger.
     */
    public CompletableFuture<Capture> capture() {
        persister.await().ifPresent(this::saved);
        return newest.stateHeight() > persisted
                ? persist(newest.stateHeight(), store::capture)
                : CompletableFuture.completedFuture(store.capture());
    }

    /**
     * Forgets which transactions the blocks up to a height had and what became of them. The state stays whole. Safe
     * beside the executor; takes as long as it takes to read all places of transactions.
     *
     * @param height not above the one on disk
     */
    public void prune(long height) {
        store.removeIf(Table.TRANSACTION, place -> TransactionPlace.decode(place).height() <= height);
        store.removeRange(Table.RECEIPTS, Table.key(0), Table.key(height + 1));
        // The block above carries the root of this height. The roots go last: without them all is gone.
        store.removeRange(Table.ROOT, Table.key(0), Table.key(height));
    }

    /** As {@link #settle}, and waits for it. */
    public void flush() {
        settle();
        persister.await().ifPresent(this::saved);
    }

    /** Flushes and closes. No other thread may be reading. */
    @Override
    public void close() {
        try (store; persister) {
            flush();
        }
    }

    /** @param after done in the same step, once the state is in the store */
    private <T> CompletableFuture<T> persist(long height, Supplier<T> after) {
        Version target = Objects.requireNonNull(versions.get(height), "a held height is persisted");
        long before = persisted;
        // Readers of lower heights must learn that they are late before the nodes under them change.
        persisted = height;
        return persister.begin(before, target, unsaved.upTo(height), after);
    }

    private void saved(long height) {
        unsaved.saved(height);
        tree.evict(RESIDENT_NODES, height, height - HELD - PERSIST_EVERY);
    }

    private StateView view(Version version) {
        return new StateView(version.height(), version.root(), stub -> load(stub, version.height()), this::notHeld);
    }

    private HeightNotHeld notHeld(long height) {
        return new HeightNotHeld(height, persisted, newest.height());
    }

    private Stored load(Stub stub, long reader) {
        Optional<byte[]> record = store.value(Table.NODE, Table.key(stub.id()));
        Optional<Stored> node = record.flatMap(bytes -> NodeCodec.decode(stub, bytes));
        if (node.isPresent()) {
            return node.get();
        }
        if (reader < persisted) {
            throw new NodeSource.Superseded(stub.id());
        }
        throw new StateDamaged(StateDamaged.UNKNOWN,
                "node " + stub.id() + (record.isEmpty() ? " is missing" : " does not have the hash its parent says"));
    }

    private void requireNext(Block block) {
        if (!block.header().chainId().equals(chainId)) {
            throw new IllegalArgumentException("block.chainId: " + block.header().chainId().brief() + ", must be "
                    + chainId.brief());
        }
        if (block.height() != height() + 1 || !block.parent().equals(blockId())) {
            throw new IllegalArgumentException(block + ": does not stand on the executed block "
                    + height() + " " + blockId().brief());
        }
    }
}
