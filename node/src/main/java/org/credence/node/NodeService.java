package org.credence.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Roster;
import org.credence.ledger.Applications;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.SnapshotFile;

/** What a running node offers to its HTTP interface and to whoever embeds it. Every method is safe from any thread. */
public interface NodeService {

    /** Most transactions in one {@link #submit}. */
    int MOST_SUBMITTED = 1_000;

    Genesis genesis();

    /** Committee index of this node. */
    int self();

    /**
     * Takes in encoded transactions: each is checked by itself, and refused or accepted by itself. Waits for signature
     * checks, never for
     * consensus.
     *
     * @return one answer each, in order
     */
    List<Admission> submit(List<byte[]> transactions);

    TransactionStatus transaction(Digest id);

    /** Who the members of an epoch were, or are: one up to the present. */
    Roster roster(int epoch);

    /**
     * The decided block at this height with its certificate; empty if it is not decided here yet, or is no longer kept.
     */
    Optional<Decision> decision(long height);

    /** The bodies of the decided block's batches in its order; empty as {@link #decision} is. */
    Optional<List<Batch>> bodies(long height);

    /** Height of the first block that is kept here. */
    long firstHeight();

    /** States that can be fetched, ascending by height. */
    List<SnapshotFile> snapshots();

    /** What executing the block at this height gave; empty if it has not been executed here yet. */
    Optional<ExecutedBlock> executed(long height);

    /** What the chain can execute, with the names of their outcomes. */
    Applications applications();

    /** What the executed state holds under the key; newer than what {@link #prove} speaks of. */
    Optional<byte[]> value(StateKey key);

    /** Proof of what the state holds under the key, or that it holds nothing; empty while no block is decided. */
    Optional<Attested<StateProof>> prove(StateKey key);

    /**
     * Proof of the outcome of a transaction; empty if it is not executed, or no decided header speaks of the state
     * after it yet. The next
     * block or two will.
     */
    Optional<Attested<ReceiptProof>> proveReceipt(Digest transaction);

    NodeStanding standing();

    /** Calls {@code listener} for every block executed from now on, in order, from one thread; it must not block. */
    Subscription subscribe(Consumer<ExecutedBlock> listener);

    /** Everything measured; meters are named {@code credence_…}. */
    PrometheusMeterRegistry meters();

    /** Ends with {@link #close}. */
    interface Subscription extends AutoCloseable {

        @Override
        void close();
    }
}
