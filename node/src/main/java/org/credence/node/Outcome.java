package org.credence.node;

import org.credence.base.proof.Receipt;

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
}
