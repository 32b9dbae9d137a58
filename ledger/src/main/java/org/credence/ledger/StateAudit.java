package org.credence.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.ledger.execution.Executor;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.store.StateSnapshot;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.Branch;
import org.credence.ledger.tree.Leaf;
import org.credence.ledger.tree.Node;
import org.credence.ledger.tree.NodeCodec;
import org.credence.ledger.tree.NodeSource;
import org.credence.ledger.tree.Nothing;
import org.credence.ledger.tree.StateTree;
import org.credence.ledger.tree.Stored;
import org.credence.ledger.tree.Stub;
import org.credence.ledger.tree.TreeUnsound;

/**
 * Executes a chain again, from its first block or from a snapshot, in memory, and compares every record of a directory
 * with what comes out. A record's height is the one that wrote it last. Give it all blocks in order, then ask for the
 * {@link #report}. Needs memory for the whole state.
 */
public final class StateAudit implements AutoCloseable {
    private final StateStore store;
    private final Persisted found;
    private final Findings findings;
    private final StateTree tree;
    private final NodeSource source;
    private final Executor executor;
    private final long base;
    private long height;
    private long transactions;
    private long blocksWithReceipts;

    /**
     * What an audit came to.
     *
     * @param height   the height whose state the directory holds
     * @param compared records compared
     * @param damage   the lowest height with a record that differs, is missing or cannot be read, and which
     */
    public record Report(long height, long compared, Optional<StateDamaged> damage) {}

    private StateAudit(StateStore store, Persisted found, Persisted begin, NodeSource source,
            Applications applications) {
        this.store = store;
        this.found = found;
        this.source = source;
        findings = new Findings(store);
        tree = new StateTree(begin.root(), begin.nextId(), begin.height(), source);
        executor = new Executor(found.chainId(), applications, tree);
        base = begin.height();
        height = base;
        expectRoot(base, StateHash.state(base, begin.root().hash()));
        expectVersion(base, begin.block());
    }

    /** Opens a directory that no node is using, to compare it with a chain from its first block on. */
    public static StateAudit open(Path directory, Digest chainId, Applications applications) {
        return open(directory, applications, Persisted.genesis(chainId), stub -> {
            throw new AssertionError("what this chain led to is in memory, node " + stub.id() + " too");
        });
    }

    /**
     * The same from the block above a snapshot on. Whether to believe the snapshot is the caller's affair.
     *
     * @throws TreeUnsound if it is no whole state
     */
    public static StateAudit open(Path directory, StateSnapshot snapshot, Applications applications) {
        return open(directory, applications, snapshot.version(), HeldNodes.of(snapshot));
    }

    /**
     * @throws WrongChain                            if it holds another chain's state
     * @throws StateDamaged                          with height 1 if it cannot be opened at all
     * @throws org.credence.ledger.store.StoreFailed if there is no such directory
     */
    private static StateAudit open(Path directory, Applications applications, Persisted begin, NodeSource source) {
        Digest chainId = begin.chainId();
        StateStore store = openReadOnly(directory);
        try {
            Persisted found = store.self()
                    .orElseThrow(() -> new StateDamaged(StateDamaged.UNKNOWN, "its own record is missing"));
            if (!found.chainId().equals(chainId)) {
                throw new WrongChain(directory, found.chainId(), chainId);
            }
            return new StateAudit(store, found, begin, source, applications);
        } catch (StateDamaged e) {
            store.close();
            throw new StateDamaged(1, e.what());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private static StateStore openReadOnly(Path directory) {
        try {
            return StateStore.openReadOnly(directory);
        } catch (StateDamaged e) {
            throw new StateDamaged(1, e.what());
        }
    }

    /** The height whose state the directory holds; the chain must reach it. */
    public long height() {
        return found.height();
    }

    /** What the executed state holds under the key. */
    public Optional<byte[]> value(StateKey key) {
        return tree.value(key.hash());
    }

    /**
     * Executes the next block and compares what the directory has of it.
     *
     * @return what it led to, whose state root a later header must carry
     * @throws IllegalArgumentException if it is not the next block, or a body is not the block's
     */
    public Executed execute(Block block, List<Batch> bodies) {
        if (block.height() != height + 1) {
            throw new IllegalArgumentException(block + ": must be of height " + (height + 1));
        }
        Executed executed = executor.execute(block, bodies);
        height = block.height();
        if (height <= found.height()) {
            compareBlock(executed, bodies);
        }
        expectVersion(height, block.id());
        return executed;
    }

    /** What was found, once all blocks have been given. */
    public Report report() {
        if (height < found.height()) {
            findings.add(height + 1, "the state is of height " + found.height() + ", the chain ends at " + height);
        } else {
            findings.expectCount(Table.ROOT, found.height() - base + 1, found.height());
            findings.expectCount(Table.RECEIPTS, blocksWithReceipts, found.height());
            findings.expectCount(Table.TRANSACTION, transactions, found.height());
            findings.expectCount(Table.NODE, found.nextId(), found.height());
        }
        if (findings.lowest().isEmpty()) {
            verifyChecksums();
        }
        return new Report(found.height(), findings.compared(), findings.lowest());
    }

    @Override
    public void close() {
        store.close();
    }

    private void compareBlock(Executed executed, List<Batch> bodies) {
        expectRoot(height, executed.stateRoot());
        if (!executed.receipts().isEmpty()) {
            blocksWithReceipts++;
            findings.expect(Table.RECEIPTS, Table.key(height), BlockRecords.receipts(executed.receipts()), height,
                    "receipts");
        }
        BlockRecords.places(executed, bodies, this::orderedBefore).forEach((id, place) -> {
            transactions++;
            findings.expect(Table.TRANSACTION, Table.key(id), place.encoded(), height,
                    "place of transaction " + id.brief());
        });
    }

    /**
     * By the directory's own word: a false one was found out at the height it should have been written. What is
     * replayed
     * and has no place was ordered below the snapshot.
     */
    private boolean orderedBefore(Digest transaction) {
        try {
            return store.value(Table.TRANSACTION, Table.key(transaction)).map(TransactionPlace::decode)
                    .map(place -> place.height() < height).orElse(base > 0);
        } catch (StateDamaged | Malformed e) {
            return false;
        }
    }

    private void expectRoot(long at, Digest stateRoot) {
        findings.expect(Table.ROOT, Table.key(at), stateRoot.toBytes(), at, "state root");
    }

    /** At the height that the directory is of: its own record, and every node. */
    private void expectVersion(long at, Digest block) {
        if (at == found.height()) {
            Persisted expected = new Persisted(found.chainId(), at, block, tree.root(), tree.nextId());
            if (!expected.sameAs(found)) {
                findings.add(at, "its own record differs");
            }
            expectNodes(tree.root());
        }
    }

    private void expectNodes(Node node) {
        switch (node) {
            case Branch branch -> {
                expectNode(branch);
                expectNodes(branch.child(false));
                expectNodes(branch.child(true));
            }
            case Leaf leaf -> expectNode(leaf);
            case Nothing() -> {
                // Nothing to be stored.
            }
            case Stub stub -> expectNodes(source.load(stub));
        }
    }

    private void expectNode(Stored node) {
        findings.expect(Table.NODE, Table.key(node.id()), NodeCodec.encode(node), node.height(), "node " + node.id());
    }

    /** Damage to what no record depends on, such as a file's index that another copy made up for. */
    private void verifyChecksums() {
        try {
            store.verifyChecksums();
        } catch (StateDamaged e) {
            findings.add(1, e.what());
        }
    }
}
