package org.credence.ledger.tree;

import org.credence.base.Digest;

/**
 * Two subtrees that part at one bit. The references to them are the only fields that change: between a node and the stub that stands for
 * it, which mean the same, so readers on other threads may see either.
 */
public final class Branch implements Stored {

    private final long id;
    private final long height;
    private final Digest prefix;
    private final int bit;
    private final Digest hash;
    private volatile Node left;
    private volatile Node right;
    private long touched;

    Branch(long id, long height, Digest prefix, int bit, Node left, Node right, Digest hash) {
        this.id = id;
        this.height = height;
        this.prefix = prefix;
        this.bit = bit;
        this.left = left;
        this.right = right;
        this.hash = hash;
        this.touched = height;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long height() {
        return height;
    }

    @Override
    public Digest prefix() {
        return prefix;
    }

    @Override
    public int bit() {
        return bit;
    }

    @Override
    public Digest hash() {
        return hash;
    }

    /** The subtree whose keys have the bit, or have it not. */
    public Node child(boolean set) {
        return set ? right : left;
    }

    /** Puts a node in the place of its stub, or the other way round. */
    void exchange(boolean set, Node same) {
        if (set) {
            right = same;
        } else {
            left = same;
        }
    }

    /** The last height whose execution came by here. */
    long touched() {
        return touched;
    }

    void touch(long height) {
        touched = height;
    }
}
