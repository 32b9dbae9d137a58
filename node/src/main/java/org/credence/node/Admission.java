package org.credence.node;

import java.util.concurrent.CompletableFuture;
import org.credence.base.Digest;

/** What a node answers at once to a transaction handed to it. */
public sealed interface Admission {

    /**
     * Taken in; this node will see it ordered.
     *
     * @param id      the transaction's id
     * @param outcome completes when a decided block has been executed that holds it; fails if the node stops first,
     *                which says nothing
     *                about the transaction
     */
    record Accepted(Digest id, CompletableFuture<Outcome> outcome) implements Admission {}

    /**
     * Not taken in; nothing was remembered of it.
     *
     * @param refusal why, for programs
     * @param field   what was wrong, in the words of the wire format
     * @param message why, for people; names the limit
     */
    record Rejected(Refusal refusal, String field, String message) implements Admission {}

    /** Why a transaction is not taken in. */
    enum Refusal {
        /** Not exactly one canonical transaction. */
        MALFORMED,
        /** More transactions in one request than {@link NodeService#MOST_SUBMITTED}. */
        TOO_MANY,
        /** Made for another chain. */
        WRONG_CHAIN,
        /** No such application in the genesis. */
        UNKNOWN_APPLICATION,
        /** The application refuses the payload whatever the state. */
        INVALID,
        /** The sender's signature does not verify. */
        BAD_SIGNATURE,
        /** Already waiting here, or already decided. */
        DUPLICATE,
        /** Buffers are full: try again after a pause. */
        BUSY,
        /** The node is stopping, or has halted. */
        STOPPING
    }
}
