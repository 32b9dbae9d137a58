package org.credence.ledger.tree;

import org.credence.base.Digest;
import org.credence.base.proof.StateHash;

/** The tree without leaves. Only ever the root. */
public record Nothing() implements Node {

    @Override
    public Digest hash() {
        return StateHash.EMPTY;
    }
}
