package org.credence.node.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.TransferMessage;

/**
 * The way of a few transactions to the leader, for its next batch: a batch of one's own would cost every member as much
 * as one of a hundred (decision 0018). A leader that lets one lapse gets no more for a while, each time for longer: it
 * may be overloaded, or may drop what it is sent.
 */
public final class Relays {

    /** The first while, and the longest. */
    private static final long LEAST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final int self;
    private final Supplier<Status> status;
    private final IntPredicate connected;
    private final Outlet outlet;
    private final Duration patience;
    /** The last lapse. */
    private volatile Lapse lapse = new Lapse(-1, 0, System.nanoTime());

    /** The leader of the view gets no more for so many nanoseconds, which end then. */
    private record Lapse(long view, long nanos, long untilNanos) {}

    /**
     * @param status    where the engine stood lately
     * @param connected whether a member can be sent to
     * @param patience  how long the leader may take to have decided what it was sent
     */
    public Relays(int self, Supplier<Status> status, IntPredicate connected, Outlet outlet, Duration patience) {
        this.self = self;
        this.status = status;
        this.connected = connected;
        this.outlet = outlet;
        this.patience = patience;
    }

    /** How long the leader may take. */
    Duration patience() {
        return patience;
    }

    /** Whom to send to at present; nobody if this member leads, or no leader can be expected to do its part. */
    OptionalInt leader() {
        Status now = status.get();
        Lapse last = lapse;
        boolean leads = now.stage() == Status.Stage.ACTIVE && now.leader() != self
                && (now.view() != last.view || System.nanoTime() - last.untilNanos >= 0);
        return leads && connected.test(now.leader()) ? OptionalInt.of(now.leader()) : OptionalInt.empty();
    }

    /** Sends it; if it is lost on the way it lapses. */
    void send(int leader, List<Transaction> transactions) {
        outlet.send(new Audience.One(leader), new TransferMessage.Relay(transactions));
    }

    /** Something was not decided in time. */
    void lapsed() {
        long view = status.get().view();
        long now = System.nanoTime();
        Lapse last = lapse;
        // Whoever has ordered all for as long as it was not trusted is trusted as in the beginning.
        boolean again = view == last.view && now - last.untilNanos < last.nanos;
        long nanos = again ? Math.min(2 * last.nanos, MOST_NANOS) : LEAST_NANOS;
        lapse = new Lapse(view, nanos, now + nanos);
    }
}
