package org.credence.ledger;

import java.nio.file.Path;
import org.credence.base.proof.StateHash;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateSnapshot;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.Table;
import org.credence.ledger.tree.Stored;
import org.credence.ledger.tree.Stub;
import org.credence.ledger.tree.TreeCheck;
import org.credence.ledger.tree.TreeUnsound;

/**
 * Fills an empty directory with a state that somebody else has executed. The directory says what it is only when all of
 * it was found sound: before that {@link Ledger#open} takes it for a new one, so whoever was interrupted begins again
 * with an empty one.
 */
public final class Restoration {

    /** Bytes after which what was taken in goes to the store. */
    private static final long STEP_BYTES = 1L << 20;

    private final StateStore store;
    private StateStore.Step step;
    private long bytes;
    private long next;

    private Restoration(StateStore store) {
        this.store = store;
        step = store.step();
    }

    /**
     * Returns when the state is on disk.
     *
     * @throws TreeUnsound                           if the snapshot is no whole state with the root that its version
     *                                               names
     * @throws org.credence.ledger.store.StoreFailed if the directory cannot be used
     */
    public static void run(Path directory, StateSnapshot snapshot) {
        try (StateStore store = StateStore.open(directory)) {
            Restoration restoration = new Restoration(store);
            try {
                restoration.fill(snapshot);
            } finally {
                restoration.step.close();
            }
        }
    }

    private void fill(StateSnapshot snapshot) {
        Persisted version = snapshot.version();
        snapshot.forEachNode(this::put);
        step();
        TreeCheck.run(version.root(), version.nextId(), version.height(), this::load);
        if (next != version.nextId()) {
            throw new TreeUnsound("nodes: " + next + " were given, must be " + version.nextId());
        }
        step.put(Table.ROOT, Table.key(version.height()),
                StateHash.state(version.height(), version.root().hash()).toBytes());
        step.commit(version);
        store.flush();
    }

    private void put(long id, byte[] record) {
        if (id != next) {
            throw new TreeUnsound("node " + id + " follows node " + (next - 1));
        }
        next++;
        bytes += record.length;
        step.put(Table.NODE, Table.key(id), record);
        if (bytes >= STEP_BYTES) {
            step();
        }
    }

    private void step() {
        step.write();
        step.close();
        step = store.step();
        bytes = 0;
    }

    private Stored load(Stub stub) {
        return TreeCheck.node(stub, store.value(Table.NODE, Table.key(stub.id())));
    }
}
