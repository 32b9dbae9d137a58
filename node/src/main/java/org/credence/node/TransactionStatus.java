package org.credence.node;

/** Where a transaction stands. */
public sealed interface TransactionStatus {

    /** This node knows nothing of it: never submitted here and not decided. */
    record Unknown() implements TransactionStatus {}

    /** Taken in by this node, not decided yet. */
    record Pending() implements TransactionStatus {}

    /** In a decided block that has been executed. */
    record Decided(Outcome outcome) implements TransactionStatus {}
}
