package org.credence.node.pipeline;

import java.util.List;
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
 * Cuts batches, one at a time. With none of its own on the way to a certificate, whatever waits goes at once; otherwise
 * transactions gather until one is certified or a good deal has come together. So batches are as small as the load
 * allows and as large as it demands.
 */
public final class Batcher implements AutoCloseable {

    /** This much is worth a further batch beside those on the way. */
    private static final long WORTHWHILE_BYTES = 128 * 1024;

    private final Digest chainId;
    private final int self;
    private final Signer signer;
    private final Mempool mempool;
    private final Consumer<Batch> submit;
    private final NodeMeters meters;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long next;
    private long certified;
    private long ordered;
    /** Whether a thread is cutting a batch; nobody does before the start. */
    private boolean cutting = true;
    private boolean closed;

    /** @param submit takes the next own batch; must not wait */
    public Batcher(String name, Digest chainId, int self, Signer signer, Mempool mempool, Consumer<Batch> submit,
            NodeMeters meters) {
        this.chainId = chainId;
        this.self = self;
        this.signer = signer;
        this.mempool = mempool;
        this.submit = submit;
        this.meters = meters;
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
            cutting = false;
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

    /** Returns when the thread has ended. */
    @Override
    public void close() {
        signal(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            if (closed || due()) {
                changed.signal();
            }
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
                changed.await();
            }
            cutting = !closed;
            return cutting;
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
            return turn;
        } finally {
            lock.unlock();
        }
    }

    private boolean due() {
        long bytes = mempool.queuedBytes();
        boolean room = next - 1 - ordered < Limits.AUTHOR_WINDOW;
        boolean alone = certified == next - 1;
        return !cutting && bytes > 0 && room && (alone || bytes >= WORTHWHILE_BYTES);
    }

    /** Cuts a batch, if it has not become empty meanwhile, and hands it in before anybody can cut the next. */
    private void cut() {
        List<Transaction> transactions = mempool.take();
        if (!transactions.isEmpty()) {
            BatchHead head = Batch.head(self, next, transactions);
            submit.accept(Batch.of(head, transactions, signer.sign(head.availability(chainId))));
            meters.batch(transactions.size());
        }
        signal(() -> {
            next += transactions.isEmpty() ? 0 : 1;
            cutting = false;
        });
    }
}
