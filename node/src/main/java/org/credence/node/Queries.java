package org.credence.node;

import java.util.Optional;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.DecidedHeader;
import org.credence.ledger.Applications;
import org.credence.ledger.Code;
import org.credence.ledger.HeightNotHeld;
import org.credence.ledger.Ledger;
import org.credence.ledger.StateView;
import org.credence.node.pipeline.Transfers;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.StoredBlock;

/** Reads chain and state; safe from any thread. */
final class Queries implements Transfers.StoredBlocks {

    /**
     * The chain moves on while a proof is made; the state a header speaks of stays readable for many blocks, so one
     * more try does.
     */
    private static final int TRIES = 3;

    private final ChainStore chain;
    private final Ledger ledger;
    private final Applications applications;

    Queries(ChainStore chain, Ledger ledger, Applications applications) {
        this.chain = chain;
        this.ledger = ledger;
        this.applications = applications;
    }

    @Override
    public Optional<Message.Decided> at(long height) {
        return stored(height).map(block -> new Message.Decided(block.decision(), block.bodies()));
    }

    @Override
    public long first() {
        return chain.first();
    }

    Optional<StoredBlock> stored(long height) {
        return chain.find(height);
    }

    Optional<ExecutedBlock> executed(long height) {
        if (height > ledger.height()) {
            return Optional.empty();
        }
        return stored(height).flatMap(block -> ledger.stateRootAt(height)
                .map(root -> new ExecutedBlock(block.decision(), ledger.receipts(height), root)));
    }

    /** Empty if the transaction is not executed here, or was in a block that is not kept. */
    Optional<Outcome> outcome(Digest transaction) {
        return ledger.receipt(transaction).flatMap(receipt -> application(transaction, receipt).map(
                application -> new Outcome(receipt, applications.outcomeName(application, receipt.outcome()))));
    }

    /** Which application a receipt's outcome is a code of; the ledger's own codes need none. */
    private Optional<Integer> application(Digest transaction, Receipt receipt) {
        if (receipt.outcome() < Code.FIRST_OF_APPLICATIONS) {
            return Optional.of(0);
        }
        return ledger.find(transaction).flatMap(place -> stored(place.height()).map(block -> block.bodies()
                .get(place.batch()).transactions().get(place.indexInBatch()).application()));
    }

    /** What {@code proof} gives against the state that the newest decided header speaks of. */
    <T> Optional<Attested<T>> attested(Function<StateView, Optional<T>> proof) {
        for (int tried = 1;; tried++) {
            Optional<DecidedHeader> head = chain.head();
            if (head.isEmpty()) {
                return Optional.empty();
            }
            try {
                return proof.apply(ledger.at(head.get().header().stateHeight()))
                        .map(value -> new Attested<>(value, head.get()));
            } catch (HeightNotHeld e) {
                if (tried == TRIES) {
                    throw e;
                }
            }
        }
    }
}
