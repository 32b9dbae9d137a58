package org.credence.node.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.ledger.LedgerCode;
import org.credence.node.Admission;
import org.credence.node.NodeService;
import org.credence.node.Outcome;
import org.credence.node.TransactionStatus;

/**
 * Hands transactions to the member and waits for their fate. One that the member knows already shares the fate of the
 * first, so that a
 * client may send again after a failure and never does harm by it.
 */
final class Submitter {

    private static final int RETRY_SECONDS = 1;

    private final NodeService node;
    private final BlockHub hub;
    private final Semaphore waiting;

    /** @param waiters requests that may wait for decisions at one time */
    Submitter(NodeService node, BlockHub hub, int waiters) {
        this.node = node;
        this.hub = hub;
        this.waiting = new Semaphore(waiters);
    }

    /**
     * One fate each, in order; waits for decisions at most this long, and not at all if it is zero.
     *
     * @throws ApiException if too many requests wait already, when nothing was handed in, or if the member stops before
     *                      all are decided, so that the client turns to another
     */
    List<Fate> submit(List<byte[]> transactions, Duration wait) throws InterruptedException {
        if (wait.isZero()) {
            return submit(transactions, false, System.nanoTime());
        }
        if (!waiting.tryAcquire()) {
            throw new ApiException(ErrorCode.BUSY,
                    "too many requests wait for decisions: try again, or with wait=none");
        }
        try {
            return submit(transactions, true, System.nanoTime() + wait.toNanos());
        } finally {
            waiting.release();
        }
    }

    private List<Fate> submit(List<byte[]> transactions, boolean wait, long deadline) throws InterruptedException {
        List<Admission> admissions = node.submit(transactions);
        List<Fate> fates = new ArrayList<>(admissions.size());
        for (int i = 0; i < admissions.size(); i++) {
            fates.add(switch (admissions.get(i)) {
                case Admission.Accepted accepted -> wait
                        ? await(accepted, deadline)
                        : new Fate.Accepted(accepted.id());
                case Admission.Rejected rejected when rejected.refusal() == Admission.Refusal.DUPLICATE ->
                    known(Transaction.decode(transactions.get(i)).id(), deadline);
                case Admission.Rejected rejected -> new Fate.Rejected(rejected);
            });
        }
        return fates;
    }

    private Fate await(Admission.Accepted accepted, long deadline) throws InterruptedException {
        try {
            long left = Math.max(0, deadline - System.nanoTime());
            Outcome outcome = accepted.outcome().get(left, TimeUnit.NANOSECONDS);
            return new Fate.Decided(first(outcome));
        } catch (TimeoutException e) {
            return new Fate.Accepted(accepted.id());
        } catch (ExecutionException e) {
            // This says nothing about the transaction: it may still be decided, or may be known to this member alone.
            throw ApiException.passing(ErrorCode.BUSY, "the member stops before " + accepted.id().brief()
                    + " is decided: hand it in again, to another member", RETRY_SECONDS);
        }
    }

    /**
     * A replay is what became of the transaction the second time, handed in to a member that has been started since the
     * first.
     */
    private Outcome first(Outcome outcome) {
        return outcome.receipt().outcome() == LedgerCode.REPLAYED.number()
                && node.transaction(outcome.receipt().transaction()) instanceof TransactionStatus.Decided(Outcome known)
                        ? known
                        : outcome;
    }

    private Fate known(Digest id, long deadline) throws InterruptedException {
        while (true) {
            long height = hub.height();
            if (node.transaction(id) instanceof TransactionStatus.Decided(Outcome outcome)) {
                return new Fate.Decided(outcome);
            }
            if (!hub.awaitAbove(height, deadline)) {
                return new Fate.Accepted(id);
            }
        }
    }
}
