package org.credence.ledger;

/**
 * A reason why a transaction failed, as an enum constant: its name is what programs read, its number what receipts
 * hold.
 */
public interface Code {

    /** Numbers below are the ledger's own ({@link LedgerCode}). */
    int FIRST_OF_APPLICATIONS = 100;

    /** Stable, 0 to 65535, never reused within an application. */
    int number();

    /** Upper case with underscores; never changed. */
    String name();
}
