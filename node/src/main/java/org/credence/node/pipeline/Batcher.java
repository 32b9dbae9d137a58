package org.credence.node.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.Transaction;
import org.credence.crypto.Signer;
import org.credence.node.metrics.NodeMeters;

/**
 * Cuts batches, one at a time. Little goes to the leader at once, for its next batch. Otherwise, with none of its own
 * under way to a certificate and the last one a while ago, whatever waits goes at once; if not, transactions gather
 * until then, or until a good deal has come together. So batches are as small as the load allows and as large as it
 * demands.
 */
public final class Batcher implements AutoCloseable {

    /** This much is worth a further batch beside those on the way. */
    private static final long WORTHWHILE_BYTES = 128 * 1024;
    /**
     * How long a node's batcher rests. A batch costs every member nearly the same whether it holds one
     * transaction or ten, so an author that cuts one for each request wears the others out long before the load does.
     */
    public static final Duration REST = Duration.ofMillis(6);

    private final Digest chainId;
    private final int self;
    private final Signer signer;
    private final Mempool mempool;
    private final Consumer<Batch> submit;
    private final Relays relays;
    private final NodeMeters meters;
    private final Duration rest;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long next;
    private long certified;
    private long ordered;
    private boolean started;
    /** Whether a thread is cutting a batch. */
    private boolean cutting;
    /** Whether the thread waits for the rest to end. */
    private boolean resting;
    /** Whether it waits for what is relayed to lapse. */
    private boolean watching;
    private boolean closed;
    private long restsUntilNanos = System.nanoTime();

    /**
     * @param submit takes the next own batch; must not wait
     * @param relays the way to the leader
     * @param rest   from one small batch to the next at the least
     */
    public Batcher(String name, Digest chainId, int self, Signer signer, Mempool mempool, Consumer<Batch> submit,
            Relays relays, NodeMeters meters, Duration rest) {
        this.chainId = chainId;
        this.self = self;
        this.signer = signer;
        this.mempool = mempool;
        this.submit = submit;
        this.relays = relays;
        this.meters = meters;
        this.rest = rest;
        this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::loop);
    }

    /**
     * Starts the thread; once.
     *
     * @param nextSequence sequence of the next own batch
     * @param open         own batches not yet ordered
     */
    public void start(long nextSequence, int open) {
        signal(() -> {
            next = nextSequence;
            ordered = nextSequence - 1 - open;
            certified = nextSequence - 1;
            started = true;
        });
        thread.start();
    }

    /** There is something to batch. If it goes at once, the caller cuts the batch. */
    public void filled() {
        if (takeTurn()) {
            cut();
        }
    }

    /** This own batch has its certificate. */
    public void certified(long sequence) {
        signal(() -> certified = Math.max(certified, sequence));
    }

    /** This own batch is in a decided block. */
    public void ordered(long sequence) {
        signal(() -> {
            ordered = Math.max(ordered, sequence);
            certified = Math.max(certified, sequence);
        });
    }

    /**
     * Returns when nobody cuts any more, the threads of clients included: what is queued from then on is for the next
     * batcher of this pool (P§1.7).
     */
    @Override
    public void close() {
        signal(() -> closed = true);
        try {
            thread.join();
            awaitCut();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitCut() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (cutting) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            wakeThread();
        } finally {
            lock.unlock();
        }
    }

    private void loop() {
        try {
            while (awaitTurn()) {
                cut();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean awaitTurn() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && !due()) {
                resting = wanted();
                long lapse = mempool.untilLapse();
                watching = lapse < Long.MAX_VALUE;
                changed.awaitNanos(resting ? Math.min(lapse, restsUntilNanos - System.nanoTime()) : lapse);
                reclaim();
            }
            resting = false;
            watching = false;
            cutting |= !closed;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #awaitTurn}, but without waiting: false also if another thread is cutting, which will look again. */
    private boolean takeTurn() {
        lock.lock();
        try {
            boolean turn = !closed && due();
            cutting |= turn;
            if (!turn) {
                wakeThread();
            }
            return turn;
        } finally {
            lock.unlock();
        }
    }

    /** Unless it has nothing to do, or will look by itself when the rest is over. */
    private void wakeThread() {
        if (closed || due() || wanted() && !resting || !watching && mempool.untilLapse() < Long.MAX_VALUE) {
            changed.signal();
        }
    }

    /** What the leader has not had decided in time goes into an own batch. */
    private void reclaim() {
        int lapsed = mempool.reclaim();
        if (lapsed > 0) {
            relays.lapsed();
            meters.lapsed(lapsed);
        }
    }

    private boolean due() {
        return started && !cutting && (leader().isPresent() || ripe());
    }

    /** Whom all that waits may go to. */
    private OptionalInt leader() {
        return mempool.relayable() ? relays.leader() : OptionalInt.empty();
    }

    /** Whether a batch may be cut now. */
    private boolean ripe() {
        return open() && (System.nanoTime() - restsUntilNanos >= 0 || mempool.queuedBytes() >= WORTHWHILE_BYTES);
    }

    /** Whether there is a batch to cut, at the latest after the rest. */
    private boolean wanted() {
        return started && !cutting && open();
    }

    private boolean open() {
        long bytes = mempool.queuedBytes();
        boolean room = next - 1 - ordered < Limits.AUTHOR_WINDOW;
        boolean alone = certified == next - 1;
        return bytes > 0 && room && (alone || bytes >= WORTHWHILE_BYTES);
    }

    /** Looks again: more may have come since it was this thread's turn, and then it is not the leader's any more. */
    private void cut() {
        OptionalInt leader = leader();
        if (leader.isPresent()) {
            relay(leader.getAsInt());
        } else if (mayBatch()) {
            batch();
        } else {
            signal(() -> cutting = false);
        }
    }

    private boolean mayBatch() {
        lock.lock();
        try {
            return ripe();
        } finally {
            lock.unlock();
        }
    }

    private void relay(int leader) {
        List<Transaction> transactions = mempool.relay(relays.patience());
        if (!transactions.isEmpty()) {
            relays.send(leader, transactions);
            meters.relayed(transactions.size());
        }
        signal(() -> cutting = false);
    }

    /** Cuts a batch, if it has not become empty meanwhile, and hands it in before anybody can cut the next. */
    private void batch() {
        List<Transaction> transactions = mempool.take();
        if (!transactions.isEmpty()) {
            BatchHead head = Batch.head(self, next, transactions);
            submit.accept(Batch.of(head, transactions, signer.sign(head.availability(chainId))));
            meters.batch(transactions.size());
        }
        signal(() -> {
            if (!transactions.isEmpty()) {
                next++;
                restsUntilNanos = System.nanoTime() + rest.toNanos();
            }
            cutting = false;
        });
    }
}
