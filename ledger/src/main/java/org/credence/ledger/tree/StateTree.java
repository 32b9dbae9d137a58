package org.credence.ledger.tree;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.proof.StateHash;

/** The newest version of the tree: read and written by the executor alone, who keeps what it loads in memory. */
public final class StateTree {

    private final NodeSource source;
    private final StateHash hash = new StateHash();
    private Node root;
    private long nextId;
    private long height;
    private int resident;

    /**
     * @param root   the newest version
     * @param nextId the id the next new node gets
     * @param height the height of that version
     * @param source where stubs are loaded from
     */
    public StateTree(Node root, long nextId, long height, NodeSource source) {
        this.root = root;
        this.nextId = nextId;
        this.height = height;
        this.source = source;
    }

    /** The newest version: the whole state of the height last applied. */
    public Node root() {
        return root;
    }

    /** The id the next new node gets: ids below it are in use. Equal on every member at equal heights. */
    public long nextId() {
        return nextId;
    }

    /** The value under a hashed key; callers do not write to it. */
    public Optional<byte[]> value(Digest key) {
        root = resident(root);
        Node node = root;
        while (node instanceof Branch branch) {
            node = child(branch, key.bit(branch.bit()));
        }
        return node instanceof Leaf leaf && leaf.prefix().equals(key) ? Optional.of(leaf.value()) : Optional.empty();
    }

    /**
     * Writes the values of one block and hashes each changed node once.
     *
     * @param newHeight the block's height
     * @param updates   ascending by key, each key once
     * @return the new root
     */
    public Node apply(long newHeight, List<Update> updates) {
        height = newHeight;
        if (!updates.isEmpty()) {
            Update[] sorted = updates.toArray(Update[]::new);
            root = switch (resident(root)) {
                case Stored stored -> update(stored, sorted, 0, sorted.length);
                case Nothing(),Stub _ -> build(sorted, 0, sorted.length);
            };
        }
        return root;
    }

    /**
     * If more than {@code limit} nodes are in memory, replaces by stubs what is persisted and has not been come by
     * lately.
     *
     * @param persisted height whose nodes the store holds
     * @param since     nodes last used below this height go
     */
    public void evict(int limit, long persisted, long since) {
        if (resident > limit && root instanceof Branch branch) {
            resident = 1 + evictBelow(branch, persisted, since);
        }
    }

    /** How many nodes of the newest version are in memory, more or less. */
    public int resident() {
        return resident;
    }

    private int evictBelow(Branch branch, long persisted, long since) {
        return evictSide(branch, false, persisted, since) + evictSide(branch, true, persisted, since);
    }

    /** How many nodes stay on that side. */
    private int evictSide(Branch branch, boolean side, long persisted, long since) {
        return switch (branch.child(side)) {
            case Branch below when below.height() <= persisted && below.touched() < since -> {
                branch.exchange(side, new Stub(below.id(), below.hash()));
                yield 0;
            }
            case Branch below -> 1 + evictBelow(below, persisted, since);
            case Leaf _ -> 1;
            case Stub _,Nothing() -> 0;
        };
    }

    private Node update(Stored node, Update[] updates, int from, int to) {
        int bit = Math.min(node.bit(), Math.min(node.prefix().firstDifference(updates[from].key()),
                node.prefix().firstDifference(updates[to - 1].key())));
        if (bit < node.bit()) {
            return split(node, bit, updates, from, to);
        }
        return switch (node) {
            case Leaf leaf -> overwrite(leaf, updates[from]);
            case Branch branch -> descend(branch, updates, from, to);
        };
    }

    /** Some updates leave the node's prefix at {@code bit}: a new branch goes above it. */
    private Node split(Stored node, int bit, Update[] updates, int from, int to) {
        int middle = boundary(updates, from, to, bit);
        boolean side = node.prefix().bit(bit);
        Node left = side ? build(updates, from, middle) : below(node, updates, from, middle);
        Node right = side ? below(node, updates, middle, to) : build(updates, middle, to);
        return branch(newId(), node.prefix(), bit, left, right);
    }

    private Node below(Stored node, Update[] updates, int from, int to) {
        return from == to ? node : update(node, updates, from, to);
    }

    private Node descend(Branch branch, Update[] updates, int from, int to) {
        int middle = boundary(updates, from, to, branch.bit());
        Node left = from == middle ? branch.child(false) : update(child(branch, false), updates, from, middle);
        Node right = middle == to ? branch.child(true) : update(child(branch, true), updates, middle, to);
        boolean same = left.hash().equals(branch.child(false).hash()) && right.hash().equals(branch.child(true).hash());
        return same ? branch : branch(branch.id(), branch.prefix(), branch.bit(), left, right);
    }

    private Node build(Update[] updates, int from, int to) {
        if (to - from == 1) {
            return leaf(newId(), updates[from]);
        }
        int bit = updates[from].key().firstDifference(updates[to - 1].key());
        int middle = boundary(updates, from, to, bit);
        Node left = build(updates, from, middle);
        Node right = build(updates, middle, to);
        return branch(newId(), updates[from].key(), bit, left, right);
    }

    private Leaf overwrite(Leaf leaf, Update update) {
        return Arrays.equals(leaf.value(), update.value()) ? leaf : leaf(leaf.id(), update);
    }

    private Leaf leaf(long id, Update update) {
        Digest leafHash = hash.leaf(update.key(), hash.bytes(update.value()));
        return new Leaf(id, height, update.key(), update.value(), leafHash);
    }

    private long newId() {
        resident++;
        return nextId++;
    }

    private Branch branch(long id, Digest prefix, int bit, Node left, Node right) {
        return new Branch(id, height, prefix, bit, left, right, hash.branch(bit, left.hash(), right.hash()));
    }

    private Stored child(Branch branch, boolean side) {
        branch.touch(height);
        // No switch over types in this innermost step: its own method is not inlined and shows in profiles.
        Node child = branch.child(side);
        if (child instanceof Stored stored) {
            return stored;
        }
        if (child instanceof Stub stub) {
            Stored loaded = load(stub);
            branch.exchange(side, loaded);
            return loaded;
        }
        throw new AssertionError("a branch has no empty side");
    }

    private Node resident(Node node) {
        return node instanceof Stub stub ? load(stub) : node;
    }

    private Stored load(Stub stub) {
        resident++;
        return source.load(stub);
    }

    /** Index of the first update whose key has the bit. */
    private static int boundary(Update[] updates, int from, int to, int bit) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (updates[middle].key().bit(bit)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
