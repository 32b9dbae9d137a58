package org.credence.ledger;

import org.credence.base.Digest;
import org.credence.base.proof.StateHash;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.tree.Node;

/**
 * The state after one height.
 *
 * @param block       id of its block
 * @param stateHeight the height its header vouches for
 * @param stateRoot   root of the state
 * @param root        the state
 * @param nextId      the id that the next new node gets
 */
record Version(long height, Digest block, long stateHeight, Digest stateRoot, Node root, long nextId) {

    /** The version that a directory holds. */
    static Version of(Persisted found) {
        Digest stateRoot = StateHash.state(found.height(), found.root().hash());
        return new Version(found.height(), found.block(), found.height(), stateRoot, found.root(), found.nextId());
    }

    Persisted persisted(Digest chainId) {
        return new Persisted(chainId, height, block, root, nextId);
    }
}
