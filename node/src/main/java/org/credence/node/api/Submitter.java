package org.credence.node.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
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
    private final Waiters waiters;
    private final Semaphore room;

    /** @param most requests that may wait for decisions at one time */
    Submitter(NodeService node, Waiters waiters, int most) {
        this.node = node;
        this.waiters = waiters;
        this.room = new Semaphore(most);
    }

    /**
     * One fate each, in order; they come when all are decided, at most this long from now, and at once if it is zero.
     * Ends with an {@link ApiException} if the member stops before all are decided, so that the client turns to
     * another.
     *
     * @throws ApiException if too many requests wait already, when nothing was handed in
     */
    CompletableFuture<List<Fate>> submit(List<byte[]> transactions, Duration wait) {
        if (wait.isZero()) {
            Submission submission = new Submission(transactions, System.nanoTime());
            submission.served();
            return submission.fates;
        }
        if (!room.tryAcquire()) {
            throw new ApiException(ErrorCode.BUSY,
                    "too many requests wait for decisions: try again, or with wait=none");
        }
        Submission submission;
        try {
            submission = new Submission(transactions, System.nanoTime() + wait.toNanos());
        } catch (RuntimeException | Error e) {
            room.release();
            throw e;
        }
        CompletableFuture<List<Fate>> fates = submission.fates.whenComplete((_, _) -> room.release());
        if (submission.isServed()) {
            submission.served();
        } else {
            waiters.add(submission);
        }
        return fates;
    }

    /** What one request handed in. */
    private final class Submission implements Waiters.Waiter {

        private final List<byte[]> transactions;
        private final List<Admission> admissions;
        private final long deadline;
        private final CompletableFuture<List<Fate>> fates = new CompletableFuture<>();

        Submission(List<byte[]> transactions, long deadline) {
            this.transactions = transactions;
            this.deadline = deadline;
            admissions = node.submit(transactions);
        }

        @Override
        public boolean isServed() {
            try {
                return IntStream.range(0, admissions.size()).noneMatch(this::isOpen);
            } catch (RuntimeException e) {
                // Who serves it meets it again, and answers with it.
                return true;
            }
        }

        private boolean isOpen(int index) {
            return switch (admissions.get(index)) {
                case Admission.Accepted accepted -> !accepted.outcome().isDone();
                case Admission.Rejected rejected -> isKnown(rejected) && fate(index) instanceof Fate.Accepted;
            };
        }

        @Override
        public long deadline() {
            return deadline;
        }

        @Override
        public void served() {
            try {
                List<Fate> found = new ArrayList<>(admissions.size());
                for (int i = 0; i < admissions.size(); i++) {
                    found.add(fate(i));
                }
                fates.complete(found);
            } catch (RuntimeException | Error e) {
                fates.completeExceptionally(e);
            }
        }

        @Override
        public void stopped() {
            fates.completeExceptionally(new ApiException(ErrorCode.BUSY, "the member is stopping"));
        }

        private Fate fate(int index) {
            return switch (admissions.get(index)) {
                case Admission.Accepted accepted -> followed(accepted);
                case Admission.Rejected rejected when isKnown(rejected) ->
                    known(Transaction.decode(transactions.get(index)).id());
                case Admission.Rejected rejected -> new Fate.Rejected(rejected);
            };
        }
    }

    private static boolean isKnown(Admission.Rejected rejected) {
        return rejected.refusal() == Admission.Refusal.DUPLICATE;
    }

    private Fate followed(Admission.Accepted accepted) {
        return switch (accepted.outcome().state()) {
            case RUNNING -> new Fate.Accepted(accepted.id());
            case SUCCESS -> new Fate.Decided(first(accepted.outcome().resultNow()));
            // This says nothing about the transaction: it may still be decided, or may be known to this member alone.
            case FAILED, CANCELLED -> throw ApiException.passing(ErrorCode.BUSY, "the member stops before "
                    + accepted.id().brief() + " is decided: hand it in again, to another member", RETRY_SECONDS);
        };
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

    private Fate known(Digest id) {
        return node.transaction(id) instanceof TransactionStatus.Decided(Outcome outcome)
                ? new Fate.Decided(outcome)
                : new Fate.Accepted(id);
    }
}
