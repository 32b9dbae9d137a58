package org.credence.ledger;

import org.credence.base.proof.Receipt;

/** What the ledger itself says about a transaction, whatever its application. */
public enum LedgerCode implements Code {
    /** It took effect. */
    ACCEPTED(Receipt.ACCEPTED),
    /** The payload is no canonical operation of its application. */
    MALFORMED(1),
    /** The sender has used the nonce before, or the nonce is below the sender's window. */
    REPLAYED(2),
    /** No application has this number. */
    UNKNOWN_APPLICATION(3),
    /** It was signed for another chain. */
    WRONG_CHAIN(4);

    private final int number;

    LedgerCode(int number) {
        this.number = number;
    }

    @Override
    public int number() {
        return number;
    }
}
