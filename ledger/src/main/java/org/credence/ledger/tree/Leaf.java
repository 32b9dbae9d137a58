package org.credence.ledger.tree;

import org.credence.base.Digest;

/** One value of the state. */
public final class Leaf implements Stored {

    static final int BIT = 256;

    private final long id;
    private final long height;
    private final Digest key;
    private final byte[] value;
    private final Digest hash;

    Leaf(long id, long height, Digest key, byte[] value, Digest hash) {
        this.id = id;
        this.height = height;
        this.key = key;
        this.value = value;
        this.hash = hash;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long height() {
        return height;
    }

    /** The hashed key. */
    @Override
    public Digest prefix() {
        return key;
    }

    @Override
    public int bit() {
        return BIT;
    }

    /** The value; callers do not write to it. */
    public byte[] value() {
        return value;
    }

    @Override
    public Digest hash() {
        return hash;
    }
}
