package org.credence.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.consensus.part.Decision;
import org.credence.node.genesis.Genesis;

/** What a running node offers to its HTTP interface and to whoever embeds it. Every method is safe from any thread. */
public interface NodeService {

    /** Most transactions in one {@link #submit}. */
    int MOST_SUBMITTED = 1_000;

    Genesis genesis();

    /** Committee index of this node. */
    int self();

    /**
     * Takes in encoded transactions: each is checked by itself, and refused or accepted by itself. Waits for signature checks, never for
     * consensus.
     *
     * @return one answer each, in order
     */
    List<Admission> submit(List<byte[]> transactions);

    TransactionStatus transaction(Digest id);

    /** The decided block at this height with its certificate; empty if it is not decided here yet, or is no longer kept. */
    Optional<Decision> decision(long height);

    /** The body of a decided batch; empty if it is not held here. */
    Optional<Batch> body(Digest batch);

    /** What executing the block at this height gave; empty if it has not been executed here yet. */
    Optional<ExecutedBlock> executed(long height);

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
