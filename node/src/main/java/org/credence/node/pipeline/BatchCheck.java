package org.credence.node.pipeline;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.crypto.Verifier;
import org.credence.ledger.Applications;
import org.credence.ledger.Rejected;
import org.slf4j.Logger;

/**
 * What a member has checked of every transaction before it vouches for a batch (P§1.8): form, validity without state,
 * signature.
 */
public final class BatchCheck {

    private static final int CHUNK = 32;
    private static final int REMEMBERED = 1_024;

    private final Digest chainId;
    private final Applications applications;
    private final Verifier verifier;
    private final boolean clientSignatures;
    private final WorkPool pool;
    private final Logger log;
    private final RecentSet passed = new RecentSet(REMEMBERED);

    /** @param clientSignatures false only in a bench genesis */
    public BatchCheck(Digest chainId, Applications applications, Verifier verifier, boolean clientSignatures,
            WorkPool pool, Logger log) {
        this.chainId = chainId;
        this.applications = applications;
        this.verifier = verifier;
        this.clientSignatures = clientSignatures;
        this.pool = pool;
        this.log = log;
    }

    /**
     * Checks all of these batches on the pool, then calls {@code finished} there; at once if all passed lately.
     *
     * @param urgency who waits for it
     */
    public void check(WorkPool.Urgency urgency, List<Batch> batches, Consumer<Boolean> finished) {
        List<Batch> unknown = batches.stream().filter(batch -> !passed.contains(batch.digest())).toList();
        if (unknown.isEmpty()) {
            finished.accept(true);
            return;
        }
        List<Transaction> transactions = unknown.stream().flatMap(batch -> batch.transactions().stream()).toList();
        AtomicBoolean valid = new AtomicBoolean(true);
        pool.chunks(urgency, transactions.size(), CHUNK, (from, to) -> {
            for (int i = from; i < to && valid.get(); i++) {
                if (!valid(transactions.get(i))) {
                    valid.set(false);
                }
            }
        }, () -> {
            if (valid.get()) {
                unknown.forEach(batch -> passed.add(batch.digest()));
            }
            finished.accept(valid.get());
        });
    }

    /** @throws Rejected if no member may vouch for the transaction, whatever the state */
    void requireStateless(Transaction transaction) {
        applications.check(chainId, transaction);
    }

    boolean signed(Transaction transaction) {
        return !clientSignatures || verifier.verify(transaction.sender(), transaction.id(), transaction.signature());
    }

    private boolean valid(Transaction transaction) {
        try {
            requireStateless(transaction);
            return signed(transaction);
        } catch (Rejected e) {
            return false;
        } catch (RuntimeException e) {
            // A fault of an application must not pass for a valid transaction, nor end the pool's thread.
            log.atError().addKeyValue("transaction", transaction.id()).setCause(e).log("check failed");
            return false;
        }
    }
}
