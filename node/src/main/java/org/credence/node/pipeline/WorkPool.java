package org.credence.node.pipeline;

import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Platform threads for what takes processor time: signature checks above all. Platform threads, so that the system
 * shares the processors
 * between them and the engine's thread; a virtual thread that computes would keep the sockets' threads waiting. What
 * other members wait
 * for goes before what clients hand in, so that a flood of new transactions cannot hold up those already under way. The
 * queue is bounded
 * by those who hand in work: each has a limited number of tasks in it.
 */
public final class WorkPool implements AutoCloseable {

    /** Who waits for the work; earlier ones first. */
    public enum Urgency {
        MEMBERS, CLIENTS
    }

    /** Work on the part {@code [from, to)} of a list. */
    @FunctionalInterface
    interface Part {

        void run(int from, int to);
    }

    private record Task(Urgency urgency, long order, Runnable work) implements Runnable, Comparable<Task> {

        @Override
        public void run() {
            work.run();
        }

        @Override
        public int compareTo(Task other) {
            int byUrgency = urgency.compareTo(other.urgency);
            return byUrgency != 0 ? byUrgency : Long.compare(order, other.order);
        }
    }

    /** So little is done by whoever brings it: two threads would wake for it, and each wait for a processor. */
    static final int FEW = 8;

    private final ThreadPoolExecutor threads;
    private final AtomicLong order = new AtomicLong();

    /**
     * @param name   prefix of the threads' names
     * @param failed told when a task throws, which none should
     */
    public WorkPool(String name, int size, Consumer<Throwable> failed) {
        threads = new ThreadPoolExecutor(size, size, 0, TimeUnit.SECONDS, new PriorityBlockingQueue<>(),
                Thread.ofPlatform().name(name + "-", 0).daemon(true)
                        .uncaughtExceptionHandler((thread, failure) -> failed.accept(failure)).factory());
    }

    /** Runs {@code work} once on a thread of the pool, unless the pool is closed first. */
    void execute(Urgency urgency, Runnable work) {
        threads.execute(new Task(urgency, order.getAndIncrement(), work));
    }

    /**
     * Cuts {@code [0, size)} into chunks, runs each on a thread of the pool, and then {@code finished} on the thread of
     * the last; up to {@link #FEW} at once, on the calling thread.
     *
     * @param size at least 1
     * @param part must not throw
     */
    void chunks(Urgency urgency, int size, int chunk, Part part, Runnable finished) {
        if (size <= FEW) {
            part.run(0, size);
            finished.run();
            return;
        }
        AtomicInteger left = new AtomicInteger((size + chunk - 1) / chunk);
        for (int from = 0; from < size; from += chunk) {
            int start = from;
            int end = Math.min(size, from + chunk);
            execute(urgency, () -> {
                part.run(start, end);
                if (left.decrementAndGet() == 0) {
                    finished.run();
                }
            });
        }
    }

    /** Tasks that wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Drops what waits and what is handed in from now on; returns when running tasks have ended. */
    @Override
    public void close() {
        threads.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        // Not shutdownNow: an interrupt would close the chain's file under a task that reads it.
        threads.getQueue().clear();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new AssertionError("a task of the pool does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
