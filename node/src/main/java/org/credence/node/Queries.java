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
import org.credence.ledger.TransactionPlace;
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

    Optional<StoredBlock> stored(long height) {
        return height < 1 || height > chain.height() ? Optional.empty() : Optional.of(chain.read(height));
    }

    Optional<ExecutedBlock> executed(long height) {
        if (height > ledger.height()) {
            return Optional.empty();
        }
        return stored(height).flatMap(block -> ledger.stateRootAt(height)
                .map(root -> new ExecutedBlock(block.decision(), ledger.receipts(height), root)));
    }

    /** Empty if the transaction is not executed here. */
    Optional<Outcome> outcome(Digest transaction) {
        return ledger.receipt(transaction).map(receipt -> new Outcome(receipt,
                applications.outcomeName(application(transaction, receipt), receipt.outcome())));
    }

    /** Which application a receipt's outcome is a code of; the ledger's own codes need none. */
    private int application(Digest transaction, Receipt receipt) {
        if (receipt.outcome() < Code.FIRST_OF_APPLICATIONS) {
            return 0;
        }
        TransactionPlace place = ledger.find(transaction)
                .orElseThrow(() -> new AssertionError("a receipt without a place: " + transaction));
        return chain.read(place.height()).bodies().get(place.batch()).transactions().get(place.indexInBatch())
                .application();
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
