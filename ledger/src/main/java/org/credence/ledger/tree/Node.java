package org.credence.ledger.tree;

import org.credence.base.Digest;

/** Part of the tree, and with all below it a whole tree of its own. */
public sealed interface Node permits Nothing, Stub, Stored {

    /** Its hash as {@link org.credence.base.proof.StateHash} has it. */
    Digest hash();
}
