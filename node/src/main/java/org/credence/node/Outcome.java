package org.credence.node;

import org.credence.base.proof.Receipt;
import org.credence.ledger.LedgerCode;

/**
 * What became of a transaction that a decided block holds.
 *
 * @param code the receipt's outcome by name, such as {@code ACCEPTED} or {@code REPLAYED}
 */
public record Outcome(Receipt receipt, String code) {

    /** Whether it took effect. */
    public boolean accepted() {
        return receipt.accepted();
    }

    /** Whether it had no effect because its sender's nonce was used up, as that of one that is ordered again is. */
    public boolean replayed() {
        return receipt.outcome() == LedgerCode.REPLAYED.number();
    }
}
