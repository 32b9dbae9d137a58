package org.credence.node.pipeline;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.credence.base.block.Transaction;
import org.credence.node.Outcome;

/** A transaction under way, from admission to execution. What changes is guarded by its {@link Mempool}. */
final class Pending {

    final Transaction transaction;
    /** The member that relayed it; empty if a client handed it in here. */
    final OptionalInt host;
    final long sinceNanos = System.nanoTime();
    final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    /** Whether it has passed its checks. */
    boolean admitted;
    /** Whether it is for an own batch: what was relayed here, or from here in vain. */
    boolean stays;
    /** Whether it is the leader's to batch, and until when. */
    boolean relayed;
    long relayedUntilNanos;

    Pending(Transaction transaction, OptionalInt host) {
        this.transaction = transaction;
        this.host = host;
        this.stays = host.isPresent();
    }

    /** Bytes of its encoding. */
    int length() {
        return transaction.encoded().length;
    }
}
