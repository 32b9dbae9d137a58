package org.credence.bench.load;

import org.credence.base.block.Transaction;

/**
 * A transaction ready to send.
 *
 * @param idPrefix the first eight bytes of its id: enough to tell the transactions of a run apart
 */
public record Signed(byte[] encoded, long idPrefix) {

    static Signed of(Transaction transaction) {
        return new Signed(transaction.encoded(), transaction.id().a());
    }
}
