package org.credence.ledger.tree;

import org.credence.base.Digest;

/**
 * Two subtrees that part at one bit. Its sides are replaced after construction, but only by others that mean the same:
 * a node in the place of its stub, or the other way round. Readers on other threads may see either without
 * synchronization, because both hang from final fields of {@link Sides} (JLS 17.5).
 */
public final class Branch implements Stored {

    private record Sides(Node left, Node right) {}

    private final long id;
    private final long height;
    private final Digest prefix;
    private final int bit;
    private final Digest hash;
    private Sides sides;
    private long touched;

    Branch(long id, long height, Digest prefix, int bit, Node left, Node right, Digest hash) {
        this.id = id;
        this.height = height;
        this.prefix = prefix;
        this.bit = bit;
        this.sides = new Sides(left, right);
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
        Sides seen = sides;
        return set ? seen.right : seen.left;
    }

    /** Puts a node in the place of its stub, or the other way round. */
    void exchange(boolean set, Node same) {
        sides = set ? new Sides(sides.left, same) : new Sides(same, sides.right);
    }

    /** The last height whose execution came by here. */
    long touched() {
        return touched;
    }

    void touch(long height) {
        touched = height;
    }
}
