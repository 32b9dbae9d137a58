package org.credence.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Signs one client's transactions ahead of the time they are sent, in a thread of its own, up to a bound: so signing
 * does not delay a
 * transaction that is due, but its processor time is spent during the run, on this machine.
 */
final class Supply implements AutoCloseable {

    private final Workload workload;
    private final BlockingQueue<Signed> ready;
    private final Thread signing;

    /** @param ahead transactions signed ahead at the most */
    Supply(String name, Workload workload, int ahead) {
        this.workload = workload;
        ready = new ArrayBlockingQueue<>(ahead);
        signing = Thread.ofPlatform().name(name).daemon(true).unstarted(this::sign);
    }

    void start() {
        signing.start();
    }

    /** Whether the buffer is full. */
    boolean filled() {
        return ready.remainingCapacity() == 0;
    }

    /** The next {@code count} transactions; waits for those not signed yet. */
    List<Signed> take(int count) throws InterruptedException {
        List<Signed> taken = new ArrayList<>(count);
        ready.drainTo(taken, count);
        while (taken.size() < count) {
            taken.add(ready.take());
        }
        return taken;
    }

    @Override
    public void close() {
        signing.interrupt();
    }

    private void sign() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ready.put(Signed.of(workload.next()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
