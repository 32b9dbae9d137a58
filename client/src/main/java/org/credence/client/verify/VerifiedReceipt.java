package org.credence.client.verify;

import org.credence.base.proof.Receipt;

/** What became of a transaction, vouched for by a certified state root. */
public final class VerifiedReceipt {

    private final Receipt receipt;
    private final VerifiedHeader certifier;

    VerifiedReceipt(Receipt receipt, VerifiedHeader certifier) {
        this.receipt = receipt;
        this.certifier = certifier;
    }

    public Receipt receipt() {
        return receipt;
    }

    /** The later header whose state root vouches for it. */
    public VerifiedHeader certifier() {
        return certifier;
    }

    @Override
    public String toString() {
        return "verified receipt of " + receipt.transaction().brief() + ": outcome " + receipt.outcome();
    }
}
