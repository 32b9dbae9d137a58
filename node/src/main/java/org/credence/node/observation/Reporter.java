package org.credence.node.observation;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Evidence;
import org.credence.crypto.Signer;
import org.credence.ledger.Ledger;
import org.credence.ledger.epoch.ConsortiumApplication;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.ledger.epoch.Operation;
import org.credence.ledger.epoch.Report;
import org.credence.ledger.observation.Measured;
import org.credence.ledger.observation.Observatory;

/**
 * Puts into the ledger what this member knows of the others: what it measured, at the end of each epoch (P§1.7), and
 * proofs of misbehaviour when it finds them (P§1.9). What does not get through is sent again.
 */
public final class Reporter implements AutoCloseable {

    /** Evidence that waits to be sent; what is found beyond is lost here, but others find it too. */
    private static final int WAITING = 64;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Constitution constitution;
    private final int self;
    private final Signer signer;
    private final Ledger ledger;
    private final Observatory observatory;
    private final Consumer<byte[]> submit;
    private final BlockingQueue<Evidence> found = new ArrayBlockingQueue<>(WAITING);
    private final Thread thread;
    private int reported = -1;
    private long reportedAt;
    private long lastNonce;
    private volatile boolean closed;

    /** @param submit takes a transaction as if it came from a client */
    public Reporter(String name, Constitution constitution, int self, Signer signer, Ledger ledger,
            Observatory observatory, Consumer<byte[]> submit) {
        this.constitution = constitution;
        this.self = self;
        this.signer = signer;
        this.ledger = ledger;
        this.observatory = observatory;
        this.submit = submit;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::loop);
    }

    public void start() {
        thread.start();
    }

    /** A member is proven guilty. Never waits. */
    public void accuse(Evidence evidence) {
        found.offer(evidence);
        LockSupport.unpark(thread);
    }

    /** The block at this height is executed. Never waits. */
    public void executed(long height) {
        EpochLength length = constitution.length();
        if (height + 1 >= length.reportsFrom(length.epochOf(height))) {
            LockSupport.unpark(thread);
        }
    }

    /** Returns when it reads the ledger no more. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        long accusedAt = System.nanoTime() - RETRY_NANOS;
        while (!closed) {
            LockSupport.parkNanos(RETRY_NANOS);
            if (System.nanoTime() - accusedAt >= RETRY_NANOS) {
                accuse();
                accusedAt = System.nanoTime();
            }
            report();
        }
    }

    /** All that the ledger does not know of yet. */
    private void accuse() {
        found.removeIf(evidence -> ledger.newest().value(StateKey.fault(evidence.fault())).isPresent());
        found.forEach(evidence -> send(new Operation.Accuse(evidence)));
    }

    private void report() {
        EpochRecord record = EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution);
        EpochLength length = constitution.length();
        boolean lately = record.number() == reported && System.nanoTime() - reportedAt < RETRY_NANOS;
        if (lately || ledger.height() + 1 < length.reportsFrom(record.number()) || hasReported(record.number())) {
            return;
        }
        List<Measured> measured = observatory.measured();
        if (measured.getFirst().blocks() == 0) {
            // It was not there: what it has caught up with says nothing of others.
            return;
        }
        reported = record.number();
        reportedAt = System.nanoTime();
        send(new Operation.Observe(new Report(record.number(),
                measured.stream().map(of -> of.seen(length.blocks())).toList())));
    }

    private boolean hasReported(int epoch) {
        return ledger.newest().value(StateKey.report(self)).map(Report::epochOf).filter(last -> last == epoch)
                .isPresent();
    }

    /** Nonces are the time, so that they rise after a restart too. */
    private void send(Operation operation) {
        lastNonce = Math.max(lastNonce + 1, System.currentTimeMillis());
        Transaction.Unsigned unsigned = new Transaction.Unsigned(constitution.chainId(), signer.publicKey(),
                lastNonce, ConsortiumApplication.ID, operation.encoded());
        submit.accept(unsigned.signed(signer.sign(unsigned.id())).encoded());
    }
}
