package org.credence.simulator.world;

import java.util.ArrayDeque;
import org.credence.simulator.setup.ServiceTimes;

/**
 * A member's processor and its line, where speed is measured. What comes is done in turn; but signatures of clients
 * wait for everything else and are checked some at a time, so that no vote waits behind a thousand of them; and those
 * that another member waits for go before those that clients hand in. So it is in the node.
 */
final class Server {

    /** Signatures of clients that are checked without looking whether something else has come: the node's number. */
    private static final int AT_ONCE = 32;
    private static final long NANOS = 1_000;

    /** Signatures of clients to be checked. */
    private static final class Checks {
        private int left;
        private final Runnable then;

        Checks(int left, Runnable then) {
            this.left = left;
            this.then = then;
        }
    }

    private final World world;
    private final ServiceTimes times;
    /** What other members wait for. */
    private final ArrayDeque<Checks> members = new ArrayDeque<>();
    private final ArrayDeque<Checks> clients = new ArrayDeque<>();
    private boolean looking;
    private long busyUntilNanos;
    private long lineUntilNanos;

    Server(World world, ServiceTimes times) {
        this.world = world;
        this.times = times;
    }

    /** A message has come. How long it takes until it is checked, microseconds. */
    long receive(int bytes, int signatures) {
        return work(times.receivingNanos(bytes, signatures));
    }

    /** A message is made; how many signatures are made for it. */
    void make(int signatures) {
        work(times.makingNanos(signatures));
    }

    /** Hands over one copy of a message. How long it takes until it has left. */
    long send(int bytes) {
        work(times.copyNanos(bytes));
        lineUntilNanos = Math.max(lineUntilNanos, busyUntilNanos) + times.lineNanos(bytes);
        return micros(lineUntilNanos);
    }

    /** Checks signatures of clients in the batch of another member, then goes on; at once if there are none. */
    void vouch(int signatures, Runnable then) {
        if (signatures == 0) {
            then.run();
        } else {
            members.add(new Checks(signatures, then));
            look(0);
        }
    }

    /** Checks signatures of clients who come, then goes on. */
    void admit(int signatures, Runnable then) {
        clients.add(new Checks(signatures, then));
        look(0);
    }

    /** Looks after a while whether there is time for signatures of clients. */
    private void look(long micros) {
        if (!looking) {
            looking = true;
            world.later(micros, () -> {
                looking = false;
                checkSome();
            });
        }
    }

    private void checkSome() {
        long busy = micros(busyUntilNanos);
        ArrayDeque<Checks> waiting = members.isEmpty() ? clients : members;
        if (busy > 0) {
            look(busy);
        } else if (!waiting.isEmpty()) {
            Checks first = waiting.element();
            int some = Math.min(AT_ONCE, first.left);
            first.left -= some;
            long done = work(times.checkingNanos(some));
            if (first.left == 0) {
                waiting.remove();
                world.later(done, first.then);
            }
            look(done);
        }
    }

    private long work(long nanos) {
        busyUntilNanos = Math.max(busyUntilNanos, world.now() * NANOS) + nanos;
        return micros(busyUntilNanos);
    }

    private long micros(long untilNanos) {
        return Math.max(0, Math.ceilDiv(untilNanos, NANOS) - world.now());
    }
}
