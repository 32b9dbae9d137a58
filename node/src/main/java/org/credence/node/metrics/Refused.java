package org.credence.node.metrics;

/** Why something from another member was not passed on to the engine. */
public enum Refused {
    /** Not exactly one canonical message within the limits. */
    MALFORMED,
    /** A signature does not verify, or its signer is no member. */
    FORGED,
    /** Signed in another epoch, in which members may have other keys: one of the two has yet to follow. */
    OTHER_EPOCH,
    /** A batch holds a transaction that no member may vouch for. */
    INVALID_TRANSACTION,
    /** More batches of one author under way than its window. */
    OFFER_LIMIT,
    /** Decided blocks wait for execution: new messages would only add to them. */
    BACKLOG,
    /** A request while an earlier one of the same member is being served. */
    REQUEST_LIMIT,
    /** A decided block whose certificate does not decide it, or a body it does not refer to. */
    UNPROVEN,
    /** A body nobody asked for. */
    UNASKED,
    /** More relayed transactions under way than one member, or the mempool, may have. */
    RELAY_LIMIT
}
