package org.credence.ledger.epoch;

import org.credence.base.Digest;

/**
 * The member does not have the credit model that the ledger names. It must not end the epoch with another one: its
 * state would be one that nobody else has.
 */
public final class ModelMismatch extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ModelMismatch(int epoch, Digest pinned) {
        super("credit model: epoch " + epoch + " cannot be ended here, for this member does not have model "
                + pinned.hex() + ", which the consortium agreed on");
    }
}
