package org.credence.ledger.tree;

import java.util.BitSet;
import java.util.Optional;
import org.credence.base.Digest;

/**
 * Checks a tree that others have made before anybody builds on it. Hashes alone do not do: they say nothing of ids,
 * heights and prefixes, and with false ones the next blocks would lead elsewhere.
 */
public final class TreeCheck {

    private final BitSet seen = new BitSet();
    private final long nodes;
    private final NodeSource source;

    private TreeCheck(long nodes, NodeSource source) {
        this.nodes = nodes;
        this.source = source;
    }

    /**
     * Walks the whole tree: every id below {@code nodes} is one node's, none is newer than what is above it, and keys
     * part where branches say.
     *
     * @param nodes  how many there are, at most {@link Integer#MAX_VALUE}
     * @param height of the version
     * @param source gives the node that a stub means, with the stub's hash
     * @throws TreeUnsound if one of this does not hold
     */
    public static void run(Node root, long nodes, long height, NodeSource source) {
        if (nodes < 0 || nodes > Integer.MAX_VALUE) {
            throw new TreeUnsound("nodes: are " + nodes + ", limit " + Integer.MAX_VALUE);
        }
        TreeCheck check = new TreeCheck(nodes, source);
        check.walk(root, height);
        if (check.seen.cardinality() != nodes) {
            throw new TreeUnsound("nodes: " + check.seen.cardinality() + " of " + nodes + " hang from the root");
        }
    }

    /**
     * The node that a stub means, as a {@link NodeSource} of a tree that others have made gives it.
     *
     * @param record what there is under the stub's id
     * @throws TreeUnsound if there is nothing, or something else
     */
    public static Stored node(Stub stub, Optional<byte[]> record) {
        byte[] present = record.orElseThrow(() -> new TreeUnsound("node " + stub.id() + " is missing"));
        return NodeCodec.decode(stub, present).orElseThrow(
                () -> new TreeUnsound("node " + stub.id() + " does not have the hash that its parent says"));
    }

    private void walk(Node node, long height) {
        switch (node) {
            case Nothing() -> {
                // A state without a value.
            }
            case Stub stub -> walk(source.load(stub), height);
            case Leaf leaf -> note(leaf, height);
            case Branch branch -> {
                note(branch, height);
                below(branch, false);
                below(branch, true);
            }
        }
    }

    private void below(Branch branch, boolean side) {
        Node child = branch.child(side) instanceof Stub stub ? source.load(stub) : branch.child(side);
        if (child instanceof Stored stored) {
            Digest prefix = stored.prefix();
            if (stored.bit() <= branch.bit() || prefix.bit(branch.bit()) != side
                    || prefix.firstDifference(branch.prefix()) < branch.bit()) {
                throw new TreeUnsound("node " + stored.id() + " does not belong below node " + branch.id());
            }
        }
        walk(child, branch.height());
    }

    private void note(Stored node, long height) {
        if (node.id() < 0 || node.id() >= nodes || seen.get((int) node.id())) {
            throw new TreeUnsound("node " + node.id() + " is there twice, or is none of " + nodes);
        }
        seen.set((int) node.id());
        if (node.height() > height) {
            throw new TreeUnsound("node " + node.id() + " is of height " + node.height() + ", what is above it of "
                    + height);
        }
    }
}
