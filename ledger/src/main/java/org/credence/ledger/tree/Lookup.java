package org.credence.ledger.tree;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.base.proof.StateProof.Fork;

/** Reads one version of the tree from any thread. Loads what it needs and leaves the tree as it found it. */
public final class Lookup {

    private final Node root;
    private final NodeSource source;

    /**
     * @param root   the version to read
     * @param source where stubs are loaded from; its {@link NodeSource.Superseded} passes through
     */
    public Lookup(Node root, NodeSource source) {
        this.root = root;
        this.source = source;
    }

    /** The value under the key; callers do not write to it. */
    public Optional<byte[]> value(StateKey key) {
        Node node = loaded(root);
        while (node instanceof Branch branch) {
            node = loaded(branch.child(key.hash().bit(branch.bit())));
        }
        return node instanceof Leaf leaf && leaf.prefix().equals(key.hash())
                ? Optional.of(leaf.value())
                : Optional.empty();
    }

    /** Proof of the value under the key, or of its absence. */
    public StateProof prove(StateKey key) {
        List<Fork> forks = new ArrayList<>();
        Node node = loaded(root);
        while (node instanceof Branch branch) {
            boolean side = key.hash().bit(branch.bit());
            forks.add(new Fork(branch.bit(), branch.child(!side).hash()));
            node = loaded(branch.child(side));
        }
        return new StateProof(forks, end(node, key));
    }

    private static StateProof.End end(Node node, StateKey key) {
        if (!(node instanceof Leaf leaf)) {
            return new StateProof.Nothing();
        }
        return leaf.prefix().equals(key.hash())
                ? new StateProof.Value(leaf.value())
                : new StateProof.Other(leaf.prefix(), new StateHash().bytes(leaf.value()));
    }

    private Node loaded(Node node) {
        return node instanceof Stub stub ? source.load(stub) : node;
    }
}
