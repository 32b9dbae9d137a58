package org.credence.client.verify;

import org.credence.base.block.Transaction;

/** A transaction that a decided block orders. Whether it took effect is said by its {@link VerifiedReceipt}. */
public final class VerifiedTransaction {

    private final Transaction transaction;
    private final VerifiedHeader block;

    VerifiedTransaction(Transaction transaction, VerifiedHeader block) {
        this.transaction = transaction;
        this.block = block;
    }

    public Transaction transaction() {
        return transaction;
    }

    /** The block that orders it. */
    public VerifiedHeader block() {
        return block;
    }

    @Override
    public String toString() {
        return "verified " + transaction + " at " + block.height();
    }
}
