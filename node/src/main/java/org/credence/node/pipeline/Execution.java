package org.credence.node.pipeline;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Holders;
import org.credence.ledger.Executed;
import org.credence.ledger.Ledger;
import org.credence.node.ExecutedBlock;
import org.credence.node.driver.Driver;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.Settled;

/**
 * The way of a decided block: gather its bodies, store it, execute it, tell who waits. One thread, in order of height;
 * it alone writes
 * chain and ledger.
 */
public final class Execution implements AutoCloseable {

    /** From here on nothing new is taken from other members. */
    private static final int BACKLOG = 512;
    /** What has reached the engine's inbox by then may still decide blocks, at the very most one per input. */
    private static final int QUEUE = BACKLOG + Driver.WAITING + 2 * Limits.WINDOW;
    private static final long SYNC_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long RETRY_MILLIS = 200;

    private final int members;
    private final Holders holders;
    private final ChainStore chain;
    private final Ledger ledger;
    private final BodyStore bodies;
    private final Transfers transfers;
    private final ExecutedStates states;
    private final NodeMeters meters;
    private final Consumer<Throwable> failed;
    private final Calendar calendar;
    private final List<Consumer<ExecutedBlock>> listeners = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Decision> decided = new ArrayBlockingQueue<>(QUEUE);
    private final Thread.Builder threads;
    private Optional<Thread> thread = Optional.empty();
    private final Durability durability;
    private volatile boolean stopping;
    private long syncedAt = System.nanoTime();
    private long flushedAt = System.nanoTime();

    /**
     * @param durability where to say how far the chain is durable
     * @param calendar   when epochs end, and who is told
     * @param failed     told once if storing or executing fails; nothing is executed after that
     */
    public Execution(String name, Holders holders, int members, ChainStore chain, Ledger ledger, BodyStore bodies,
            Transfers transfers, ExecutedStates states, Durability durability, NodeMeters meters, Calendar calendar,
            Consumer<Throwable> failed) {
        this.calendar = calendar;
        this.members = members;
        this.holders = holders;
        this.chain = chain;
        this.ledger = ledger;
        this.bodies = bodies;
        this.transfers = transfers;
        this.states = states;
        this.meters = meters;
        this.failed = failed;
        this.durability = durability;
        durability.reached(new Settled(chain.durableHeight(), ledger.nextSequences(members)));
        this.threads = Thread.ofPlatform().name(name).daemon(true);
    }

    /** When epochs end. Asked and told by the execution thread. */
    public interface Calendar {

        /** Whether the block at this height is the last of its epoch. */
        boolean isLast(long height);

        /** A block is executed. */
        void executed(long height);

        /** Its last block is executed and durable. */
        void ended();
    }

    /** @param first decisions from before a restart that the chain does not hold, in order */
    public void start(List<Decision> first) {
        thread = Optional.of(threads.start(() -> loop(first)));
    }

    /** Takes the next decided block; never waits. */
    public void decided(Decision decision) {
        if (!decided.offer(decision) && !stopping) {
            throw new AssertionError("decisions behind execution: more than " + QUEUE
                    + ", although messages are refused above " + BACKLOG);
        }
    }

    /** Whether so many decided blocks wait that no more should be decided here. */
    public boolean backlogged() {
        return decided.size() >= BACKLOG;
    }

    /** Decided blocks that wait. */
    public int waiting() {
        return decided.size();
    }

    /** Calls the listener, from this thread, for every block executed from now on. */
    public void listen(Consumer<ExecutedBlock> listener) {
        listeners.add(listener);
    }

    public void silence(Consumer<ExecutedBlock> listener) {
        listeners.remove(listener);
    }

    /** Ends after the block under way. Blocks not executed yet are decided all the same: recovery brings them back. */
    @Override
    public void close() {
        stopping = true;
        if (thread.isEmpty() || Thread.currentThread().equals(thread.get())) {
            return;
        }
        try {
            thread.get().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop(List<Decision> first) {
        try {
            for (Iterator<Decision> left = first.iterator(); left.hasNext() && !stopping;) {
                take(left.next());
            }
            while (!stopping) {
                Decision next = decided.poll(RETRY_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    take(next);
                }
                maintain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable failure) {
            // Whatever it was, the state may no longer be what the members agreed on.
            stopping = true;
            failed.accept(failure);
        }
    }

    private void take(Decision next) throws InterruptedException {
        gather(next.block()).ifPresent(gathered -> execute(next, gathered));
    }

    /** The block's bodies; asks for them until all are here. Empty only when stopping. */
    private Optional<List<Batch>> gather(Block block) throws InterruptedException {
        Optional<List<Batch>> gathered = bodies.await(block, 0);
        while (gathered.isEmpty() && !stopping) {
            List<BatchRef> missing = bodies.missing(block);
            if (!missing.isEmpty()) {
                for (int holder : holders.of(missing.getFirst())) {
                    transfers.ask(holder, block.height(), missing);
                }
            }
            holders.asked();
            gathered = bodies.await(block, RETRY_MILLIS);
        }
        holders.found();
        return gathered;
    }

    private void execute(Decision decision, List<Batch> gathered) {
        long began = System.nanoTime();
        chain.append(decision, gathered);
        Executed executed = ledger.execute(decision.block(), gathered);
        bodies.executed(decision.block());
        transfers.settled();
        states.executed(executed.height(), executed.stateRoot());
        int withoutEffect = (int) executed.receipts().stream().filter(receipt -> !receipt.accepted()).count();
        meters.executed(executed.receipts().size(), withoutEffect, System.nanoTime() - began);
        ExecutedBlock block = new ExecutedBlock(decision, executed.receipts(), executed.stateRoot());
        listeners.forEach(listener -> listener.accept(block));
        calendar.executed(block.height());
        if (calendar.isLast(block.height())) {
            // Promises of this epoch are void from now on: the chain must not lose what they could bring back (P§1.7).
            sync();
            calendar.ended();
        }
    }

    private void maintain() {
        long now = System.nanoTime();
        if (now - syncedAt >= SYNC_NANOS && chain.height() > durability.settle().height()) {
            sync();
            syncedAt = now;
        }
        if (now - flushedAt >= FLUSH_NANOS && !ledger.isPersisting()) {
            // The state must never be durable further than the chain it comes from.
            chain.sync();
            ledger.settle();
            flushedAt = now;
        }
    }

    private void sync() {
        chain.sync();
        durability.reached(new Settled(chain.durableHeight(), ledger.nextSequences(members)));
    }
}
