package org.credence.consensus.kernel;

import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;

/**
 * Whether the leader of the view does its duty: the view's time runs only while there is something to decide, and what
 * others had certified must not wait for ever (P§1.8, censorship bound).
 */
public final class LeaderWatch {

    /** How many view timeouts a certified batch may wait while others are ordered. */
    private static final int PATIENCE = 4;

    private final ViewSeat seat;
    private final Dissemination dissemination;
    /** Whether the view's timer runs. */
    private boolean timed;

    public LeaderWatch(ViewSeat seat, Dissemination dissemination) {
        this.seat = seat;
        this.dissemination = dissemination;
    }

    /** After every input. */
    public void work() {
        if (!seat.active()) {
            return;
        }
        boolean busy = busy();
        if (busy && !timed) {
            seat.arm(timer(), seat.timing().viewTimeout(seat.failures()));
            timed = true;
        } else if (!busy && timed) {
            seat.disarm(timer());
            timed = false;
        }
    }

    /** The time of a view has run out. Whether the view must be left. */
    public boolean late(long view) {
        timed = false;
        return view == seat.view() && (!seat.active() || busy());
    }

    /** The view ends, or another one begins. */
    public void stop() {
        seat.disarm(timer());
        timed = false;
    }

    /** The decided head moved: the leader gets its whole time again. */
    public void onDecided() {
        timed = false;
    }

    /** A leader is not to blame for what it does not know: an author may have shown a certificate to others only. */
    public void remind() {
        dissemination.overdue(seat.timing().heartbeat())
                .forEach(batch -> seat.sendTo(seat.leader(), new Message.BatchCertified(batch)));
    }

    /** Whether it has left out a batch for so long that it must be left. */
    public boolean censors() {
        return seat.active() && !seat.complete()
                && dissemination.longestWait() > PATIENCE * seat.timing().viewTimeout();
    }

    private Timer timer() {
        return new Timer(Timer.Kind.VIEW, seat.view());
    }

    /**
     * Whether something waits for a decision: a certified batch, a proposal of this view, or what an earlier view left.
     */
    private boolean busy() {
        return !seat.complete() && (dissemination.orderable() || seat.baseHeight() > seat.height()
                || seat.tree.holds(seat.view()));
    }
}
