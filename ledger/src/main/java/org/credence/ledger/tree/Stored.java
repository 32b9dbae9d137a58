package org.credence.ledger.tree;

import org.credence.base.Digest;

/** A node with content: what the store keeps one record of. */
public sealed interface Stored extends Node permits Branch, Leaf {

    /** Its key in the store, the same through all its versions. */
    long id();

    /** The height that wrote this version. */
    long height();

    /** The hash of some key below it: all keys below agree with it in the first {@link #bit} bits. */
    Digest prefix();

    /** The first bit in which keys below it differ; 256 for a leaf. */
    int bit();
}
