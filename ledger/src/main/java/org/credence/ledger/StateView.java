package org.credence.ledger;

import java.util.Optional;
import java.util.function.LongFunction;
import org.credence.base.Digest;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.ledger.tree.Lookup;
import org.credence.ledger.tree.Node;
import org.credence.ledger.tree.NodeSource;

/**
 * The state after one height. Safe from any thread, and does not change; but the ledger stops holding it when the chain
 * has moved on.
 */
public final class StateView {

    private final long height;
    private final Digest stateRoot;
    private final Lookup lookup;
    private final LongFunction<HeightNotHeld> gone;

    StateView(long height, Node root, NodeSource source, LongFunction<HeightNotHeld> gone) {
        this.height = height;
        this.stateRoot = StateHash.state(height, root.hash());
        this.lookup = new Lookup(root, source);
        this.gone = gone;
    }

    public long height() {
        return height;
    }

    /** Root of this state: what a header with this state height carries. */
    public Digest stateRoot() {
        return stateRoot;
    }

    /**
     * The value under the key; callers do not write to it.
     *
     * @throws HeightNotHeld if the ledger has let go of this height
     */
    public Optional<byte[]> value(StateKey key) {
        try {
            return lookup.value(key);
        } catch (NodeSource.Superseded e) {
            throw gone.apply(height);
        }
    }

    /**
     * Proof, against {@link #stateRoot}, of the value under the key or of its absence.
     *
     * @throws HeightNotHeld if the ledger has let go of this height
     */
    public StateProof prove(StateKey key) {
        try {
            return lookup.prove(key);
        } catch (NodeSource.Superseded e) {
            throw gone.apply(height);
        }
    }
}
