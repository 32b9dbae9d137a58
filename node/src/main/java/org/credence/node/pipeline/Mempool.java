package org.credence.node.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.Receipt;
import org.credence.ledger.Applications;
import org.credence.ledger.LedgerCode;
import org.credence.ledger.Rejected;
import org.credence.node.Admission;
import org.credence.node.Admission.Refusal;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;
import org.credence.node.Outcome;
import org.credence.node.metrics.NodeMeters;

/**
 * Transactions from clients: checked once, on the pool, then queued for this member's next batch and followed until
 * they are executed.
 * Bounded in number and bytes; when full it says BUSY rather than grow.
 */
public final class Mempool {

    private static final int CHUNK = 16;
    private static final int REMEMBERED = 65_536;

    /**
     * How much may be under way, from admission to execution.
     *
     * @param transactions most transactions
     * @param bytes        most bytes of them together
     */
    public record Bounds(int transactions, long bytes) {}

    private static final class Entry {
        final Transaction transaction;
        final long sinceNanos = System.nanoTime();
        final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
        /** Whether it has passed its checks. */
        boolean admitted;

        Entry(Transaction transaction) {
            this.transaction = transaction;
        }
    }

    /** One transaction of a request on its way through admission; at the end exactly one of the two is there. */
    private static final class Candidate {
        Optional<Entry> entry = Optional.empty();
        Optional<Admission> refusal = Optional.empty();

        void refuse(Refusal reason, String field, String message) {
            refusal = Optional.of(new Admission.Rejected(reason, field, message));
        }
    }

    private final Bounds bounds;
    private final BatchCheck check;
    private final Applications applications;
    private final WorkPool pool;
    private final NodeMeters meters;
    private final Runnable filled;
    private final Map<Digest, Entry> tracked = new ConcurrentHashMap<>();
    private final RecentSet executed = new RecentSet(REMEMBERED);
    private final ArrayDeque<Entry> queue = new ArrayDeque<>();
    private long trackedBytes;
    private long queuedBytes;
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private boolean closed;

    /** @param filled told whenever there is something to batch; must not wait */
    public Mempool(Bounds bounds, BatchCheck check, Applications applications, WorkPool pool, NodeMeters meters,
            Runnable filled) {
        this.bounds = bounds;
        this.check = check;
        this.applications = applications;
        this.pool = pool;
        this.meters = meters;
        this.filled = filled;
    }

    /** See {@link NodeService#submit}. */
    public List<Admission> submit(List<byte[]> encoded) {
        List<Candidate> candidates = new ArrayList<>(encoded.size());
        for (byte[] bytes : encoded) {
            candidates.add(candidates.size() < NodeService.MOST_SUBMITTED ? candidate(bytes) : tooMany());
        }
        List<Candidate> open = candidates.stream().filter(candidate -> candidate.entry.isPresent()).toList();
        if (!open.isEmpty()) {
            CompletableFuture<Void> checked = new CompletableFuture<>();
            pool.chunks(WorkPool.Urgency.CLIENTS, open.size(), CHUNK,
                    (from, to) -> open.subList(from, to).forEach(this::verify), () -> checked.complete(null));
            // A pool that is closed meanwhile drops its tasks; nobody must wait for those.
            CompletableFuture.anyOf(checked, closing).join();
            enqueue(open);
        }
        return candidates.stream().map(this::answer).toList();
    }

    /** Whether the transaction was taken in here and is not executed yet. */
    public boolean tracks(Digest transaction) {
        return tracked.containsKey(transaction);
    }

    /** Transactions under way, from admission to execution. */
    public int tracked() {
        return tracked.size();
    }

    /** Transactions that wait for a batch. */
    public synchronized int queued() {
        return queue.size();
    }

    /** Bytes that wait for a batch. */
    synchronized long queuedBytes() {
        return queuedBytes;
    }

    /** Takes out what the next batch holds: the oldest first, up to the limits of a batch. */
    synchronized List<Transaction> take() {
        List<Transaction> taken = new ArrayList<>();
        int bytes = 0;
        while (!queue.isEmpty() && taken.size() < Limits.BATCH_TRANSACTIONS
                && bytes + queue.peek().transaction.encoded().length <= Limits.BATCH_BYTES) {
            Entry entry = queue.remove();
            int length = entry.transaction.encoded().length;
            queuedBytes -= length;
            if (!entry.outcome.isDone()) {
                taken.add(entry.transaction);
                bytes += length;
            }
        }
        return taken;
    }

    /** A block has been executed: whoever waits for one of its transactions learns the outcome. */
    public void executed(ExecutedBlock block) {
        long now = System.nanoTime();
        for (Receipt receipt : block.receipts()) {
            executed.add(receipt.transaction());
            Entry entry = tracked.get(receipt.transaction());
            if (entry != null) {
                release(entry);
                meters.latency(now - entry.sinceNanos);
                entry.outcome.complete(new Outcome(receipt,
                        applications.outcomeName(entry.transaction.application(), receipt.outcome())));
            }
        }
    }

    /** Queues everything again that is not executed, in order of age: batches on their way are void (P§1.7). */
    public synchronized void requeue() {
        queue.clear();
        tracked.values().stream().filter(entry -> entry.admitted && !entry.outcome.isDone())
                .sorted(Comparator.comparingLong(entry -> entry.sinceNanos)).forEach(queue::add);
        queuedBytes = queue.stream().mapToLong(entry -> entry.transaction.encoded().length).sum();
    }

    /** Takes nothing in any more; what is queued may still be batched. */
    public synchronized void refuse() {
        closed = true;
    }

    /** Takes nothing in any more; whoever still waits is told that the node stops. */
    public void close() {
        synchronized (this) {
            closed = true;
            queue.clear();
            queuedBytes = 0;
        }
        closing.complete(null);
        tracked.values().forEach(entry -> entry.outcome
                .completeExceptionally(
                        new IllegalStateException("the node stops before the transaction was executed")));
    }

    private Candidate candidate(byte[] bytes) {
        Candidate candidate = new Candidate();
        if (bytes.length > Limits.TRANSACTION_BYTES) {
            candidate.refuse(Refusal.MALFORMED, "transaction",
                    "has " + bytes.length + " bytes, limit " + Limits.TRANSACTION_BYTES);
            return candidate;
        }
        try {
            reserve(new Entry(Transaction.decode(bytes)), candidate);
        } catch (Malformed e) {
            candidate.refuse(Refusal.MALFORMED, e.field(), String.valueOf(e.getMessage()));
        }
        return candidate;
    }

    private static Candidate tooMany() {
        Candidate candidate = new Candidate();
        candidate.refuse(Refusal.TOO_MANY, "transactions", "limit " + NodeService.MOST_SUBMITTED + " in one request");
        return candidate;
    }

    private synchronized void reserve(Entry entry, Candidate candidate) {
        int length = entry.transaction.encoded().length;
        if (closed) {
            candidate.refuse(Refusal.STOPPING, "node", "is stopping");
        } else if (executed.contains(entry.transaction.id()) || tracked.containsKey(entry.transaction.id())) {
            candidate.refuse(Refusal.DUPLICATE, "transaction.id", "was taken in before");
        } else if (tracked.size() >= bounds.transactions || trackedBytes + length > bounds.bytes) {
            candidate.refuse(Refusal.BUSY, "node", "has " + tracked.size() + " transactions of " + trackedBytes
                    + " bytes under way, limits " + bounds.transactions + " and " + bounds.bytes + "; try again");
        } else {
            tracked.put(entry.transaction.id(), entry);
            trackedBytes += length;
            candidate.entry = Optional.of(entry);
        }
    }

    private void verify(Candidate candidate) {
        Transaction transaction = candidate.entry.orElseThrow().transaction;
        try {
            check.requireStateless(transaction);
            if (!check.signed(transaction)) {
                candidate.refuse(Refusal.BAD_SIGNATURE, "transaction.signature",
                        "does not verify under the sender's key");
            }
        } catch (Rejected e) {
            Refusal reason = e.code() == LedgerCode.WRONG_CHAIN ? Refusal.WRONG_CHAIN
                    : e.code() == LedgerCode.UNKNOWN_APPLICATION ? Refusal.UNKNOWN_APPLICATION : Refusal.INVALID;
            candidate.refuse(reason, e.field(), e.code().name() + ": " + e.getMessage());
        } catch (RuntimeException e) {
            candidate.refuse(Refusal.INVALID, "transaction.payload", "its application failed on it");
        }
    }

    private void enqueue(List<Candidate> open) {
        synchronized (this) {
            for (Candidate candidate : open) {
                Entry entry = candidate.entry.orElseThrow();
                if (candidate.refusal.isEmpty() && closed) {
                    candidate.refuse(Refusal.STOPPING, "node", "is stopping");
                } else if (candidate.refusal.isEmpty()) {
                    entry.admitted = true;
                    queue.add(entry);
                    queuedBytes += entry.transaction.encoded().length;
                }
            }
        }
        open.stream().filter(candidate -> candidate.refusal.isPresent())
                .forEach(candidate -> release(candidate.entry.orElseThrow()));
        filled.run();
    }

    private synchronized void release(Entry entry) {
        if (tracked.remove(entry.transaction.id(), entry)) {
            trackedBytes -= entry.transaction.encoded().length;
        }
    }

    private Admission answer(Candidate candidate) {
        if (candidate.refusal.isPresent()) {
            Admission refusal = candidate.refusal.get();
            if (refusal instanceof Admission.Rejected rejected) {
                meters.rejected(rejected.refusal());
            }
            return refusal;
        }
        meters.accepted(1);
        Entry entry = candidate.entry.orElseThrow();
        return new Admission.Accepted(entry.transaction.id(), entry.outcome);
    }
}
