package org.credence.node.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.Receipt;
import org.credence.consensus.message.TransferMessage.Relay;
import org.credence.ledger.Applications;
import org.credence.ledger.LedgerCode;
import org.credence.ledger.Rejected;
import org.credence.node.Admission;
import org.credence.node.Admission.Refusal;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;
import org.credence.node.Outcome;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;

/**
 * Transactions from clients: checked once, on the pool, then queued for the leader or this member's next batch and
 * followed until they are executed. So are those that other members relay to this one (decision 0018). Bounded in
 * number and bytes; when full it says BUSY rather than grow.
 */
public final class Mempool {

    private static final int CHUNK = 16;
    private static final int REMEMBERED = 65_536;
    /** Most bytes that another member has here: what it may have under way, and more that has lapsed meanwhile. */
    private static final long GUEST_BYTES = 8L * Relay.BYTES;

    /**
     * How much may be under way, from admission to execution.
     *
     * @param transactions most transactions
     * @param bytes        most bytes of them together
     */
    public record Bounds(int transactions, long bytes) {}

    /** One transaction of a request on its way through admission; at the end exactly one of the two is there. */
    private static final class Candidate {
        Optional<Pending> pending = Optional.empty();
        Optional<Admission> refusal = Optional.empty();

        void refuse(Refusal reason, String field, String message) {
            refusal = Optional.of(new Admission.Rejected(reason, field, message));
        }

        boolean is(Refusal reason) {
            return refusal.orElse(null) instanceof Admission.Rejected rejected && rejected.refusal() == reason;
        }
    }

    private final Bounds bounds;
    private final BatchCheck check;
    private final Applications applications;
    private final WorkPool pool;
    private final NodeMeters meters;
    private final Runnable filled;
    private final Map<Digest, Pending> tracked = new ConcurrentHashMap<>();
    private final RecentSet executed = new RecentSet(REMEMBERED);
    private final Waiting waiting = new Waiting();
    private final Map<Integer, Long> guestBytes = new HashMap<>();
    private long trackedBytes;
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
        List<Candidate> open = candidates.stream().filter(candidate -> candidate.pending.isPresent()).toList();
        if (!open.isEmpty()) {
            CompletableFuture<Void> verified = new CompletableFuture<>();
            pool.chunks(WorkPool.Urgency.CLIENTS, open.size(), CHUNK,
                    (from, to) -> open.subList(from, to).forEach(this::verify), () -> verified.complete(null));
            // A pool that is closed meanwhile drops its tasks; nobody must wait for those.
            CompletableFuture.anyOf(verified, closing).join();
            enqueue(open);
        }
        return candidates.stream().map(this::answer).toList();
    }

    /**
     * Takes in what another member relays; never waits.
     *
     * @param refused told why something that is not known already was not taken in
     */
    public void host(int member, List<Transaction> transactions, Consumer<Refused> refused) {
        List<Candidate> open = new ArrayList<>(transactions.size());
        for (Transaction transaction : transactions) {
            Candidate candidate = new Candidate();
            reserve(new Pending(transaction, OptionalInt.of(member)), candidate);
            if (candidate.pending.isPresent()) {
                open.add(candidate);
            } else if (candidate.is(Refusal.BUSY)) {
                refused.accept(Refused.RELAY_LIMIT);
            }
        }
        if (!open.isEmpty()) {
            pool.chunks(WorkPool.Urgency.MEMBERS, open.size(), CHUNK,
                    (from, to) -> open.subList(from, to).forEach(this::verify), () -> checked(open, refused));
        }
    }

    private void checked(List<Candidate> open, Consumer<Refused> refused) {
        enqueue(open);
        if (open.stream().anyMatch(candidate -> candidate.refusal.isPresent() && !candidate.is(Refusal.STOPPING))) {
            refused.accept(Refused.INVALID_TRANSACTION);
        }
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
        return waiting.size();
    }

    /** Bytes that wait for a batch. */
    synchronized long queuedBytes() {
        return waiting.bytes();
    }

    /** Takes out what the next batch holds: the oldest first, up to the limits of a batch. */
    synchronized List<Transaction> take() {
        return transactions(waiting.take(Limits.BATCH_TRANSACTIONS, Limits.BATCH_BYTES));
    }

    /** Whether all that waits may go to the leader: little, and nothing that must be batched here. */
    synchronized boolean relayable() {
        return waiting.relayable();
    }

    /** Takes out what waits, which is the leader's to batch for so long; nothing unless it is {@link #relayable}. */
    synchronized List<Transaction> relay(Duration patience) {
        return transactions(waiting.relay(System.nanoTime() + patience.toNanos()));
    }

    /** Nanoseconds until {@link #reclaim} may find something; the most there are if nothing is relayed. */
    synchronized long untilLapse() {
        return waiting.untilLapse(System.nanoTime());
    }

    /** Queues for an own batch what the leader has not had decided in time, and counts it. */
    synchronized int reclaim() {
        return waiting.reclaim(System.nanoTime());
    }

    private static List<Transaction> transactions(List<Pending> taken) {
        return taken.stream().map(pending -> pending.transaction).toList();
    }

    /** A block has been executed: whoever waits for one of its transactions learns the outcome. */
    public void executed(ExecutedBlock block) {
        long now = System.nanoTime();
        for (Receipt receipt : block.receipts()) {
            executed.add(receipt.transaction());
            Pending pending = tracked.get(receipt.transaction());
            if (pending != null) {
                release(pending);
                if (pending.host.isEmpty()) {
                    meters.latency(now - pending.sinceNanos);
                }
                pending.outcome.complete(new Outcome(receipt,
                        applications.outcomeName(pending.transaction.application(), receipt.outcome())));
            }
        }
    }

    /** Queues everything again that is not executed, in order of age: batches on their way are void (P§1.7). */
    public synchronized void requeue() {
        waiting.clear();
        tracked.values().stream().filter(pending -> pending.admitted && !pending.outcome.isDone())
                .sorted(Comparator.comparingLong(pending -> pending.sinceNanos)).forEach(waiting::add);
    }

    /** Takes nothing in any more; what is queued may still be batched. */
    public synchronized void refuse() {
        closed = true;
    }

    /** Takes nothing in any more; whoever still waits is told that the node stops. */
    public void close() {
        synchronized (this) {
            closed = true;
            waiting.clear();
        }
        closing.complete(null);
        tracked.values().forEach(pending -> pending.outcome
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
            reserve(new Pending(Transaction.decode(bytes), OptionalInt.empty()), candidate);
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

    private synchronized void reserve(Pending pending, Candidate candidate) {
        int length = pending.length();
        if (closed) {
            candidate.refuse(Refusal.STOPPING, "node", "is stopping");
        } else if (executed.contains(pending.transaction.id()) || tracked.containsKey(pending.transaction.id())) {
            candidate.refuse(Refusal.DUPLICATE, "transaction.id", "was taken in before");
        } else if (hosted(pending) + length > GUEST_BYTES) {
            candidate.refuse(Refusal.BUSY, "relay", "has " + hosted(pending) + " bytes here, limit " + GUEST_BYTES);
        } else if (tracked.size() >= bounds.transactions || trackedBytes + length > bounds.bytes) {
            candidate.refuse(Refusal.BUSY, "node", "has " + tracked.size() + " transactions of " + trackedBytes
                    + " bytes under way, limits " + bounds.transactions + " and " + bounds.bytes + "; try again");
        } else {
            tracked.put(pending.transaction.id(), pending);
            trackedBytes += length;
            pending.host.ifPresent(member -> guestBytes.merge(member, (long) length, Long::sum));
            candidate.pending = Optional.of(pending);
        }
    }

    /** Bytes under way here of the member that relays this; 0 if none does. */
    private long hosted(Pending pending) {
        return pending.host.isEmpty() ? 0 : guestBytes.getOrDefault(pending.host.getAsInt(), 0L);
    }

    private void verify(Candidate candidate) {
        Transaction transaction = candidate.pending.orElseThrow().transaction;
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
                Pending pending = candidate.pending.orElseThrow();
                if (candidate.refusal.isEmpty() && closed) {
                    candidate.refuse(Refusal.STOPPING, "node", "is stopping");
                } else if (candidate.refusal.isEmpty()) {
                    pending.admitted = true;
                    waiting.add(pending);
                }
            }
        }
        open.stream().filter(candidate -> candidate.refusal.isPresent())
                .forEach(candidate -> release(candidate.pending.orElseThrow()));
        filled.run();
    }

    private synchronized void release(Pending pending) {
        if (tracked.remove(pending.transaction.id(), pending)) {
            trackedBytes -= pending.length();
            pending.host.ifPresent(member -> guestBytes.merge(member, (long) -pending.length(), Long::sum));
            waiting.settled(pending);
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
        Pending pending = candidate.pending.orElseThrow();
        return new Admission.Accepted(pending.transaction.id(), pending.outcome);
    }
}
