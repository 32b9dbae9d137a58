package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.BlockTree.Place;

/**
 * When a leader's next block is due, the same for all engines so that they can be compared: at once while nothing is
 * under way, otherwise at the leader's pace, and ten times as fast if much waits. So blocks are as small as the load
 * allows and as large as it demands. An empty block follows only where one is needed: to decide what an earlier view
 * left undecided, or to certify the state of the last decided payload.
 */
public final class Rhythm {

    private static final Timer PACE = Timer.of(Timer.Kind.PACE);
    /** Bodies of so many bytes are worth a further block beside those under way. */
    private static final int WORTHWHILE_BYTES = 16 * 1024;
    private static final int HASTE = 10;
    private static final long LEAST_MICROS = 1_000;
    /** How many paces the state of the last payload may stay uncertified when nothing else comes. */
    private static final int SEAL_PACES = 5;

    private final Seat seat;
    private Optional<Digest> building = Optional.empty();
    private long proposedMicros;
    private long decidedMicros;
    private long retryMicros;
    private long payloadHeight;

    public Rhythm(Seat seat) {
        this.seat = seat;
        this.payloadHeight = seat.height();
    }

    /** Something was decided; a payload's state is to be certified. */
    public void onDecided(boolean payload) {
        decidedMicros = seat.now();
        if (payload) {
            payloadHeight = seat.height();
        }
    }

    /** A new view: what was asked for in the old one is void. */
    public void reset() {
        building = Optional.empty();
        proposedMicros = 0;
    }

    /** Whether a question for a block is open. */
    public boolean building() {
        return building.isPresent();
    }

    /**
     * Asks for what a block on {@code parent} needs, if one is due; otherwise looks again when it will be.
     *
     * @param leftOver  whether an earlier view left blocks that this one must decide by one of its own
     * @param orderable what the block could order
     */
    public void consider(Place parent, boolean leftOver, List<BatchRef> orderable) {
        long due = Math.max(retryMicros, dueMicros(parent, leftOver, orderable));
        if (due <= seat.now()) {
            building = Optional.of(parent.id());
            seat.emit(new Effect.Build(parent.id(), parent.height() + 1));
        } else if (due < Long.MAX_VALUE) {
            seat.arm(PACE, due - seat.now());
        }
    }

    private long dueMicros(Place parent, boolean leftOver, List<BatchRef> orderable) {
        boolean underWay = parent.height() > seat.height();
        if (leftOver || !underWay && !orderable.isEmpty()) {
            return seat.now();
        }
        if (!orderable.isEmpty()) {
            long bytes = orderable.stream().mapToLong(batch -> batch.head().bytes()).sum();
            return proposedMicros + (bytes < WORTHWHILE_BYTES ? seat.timing().pace() : haste());
        }
        boolean unsealed = !underWay && parent.stateHeight() < payloadHeight;
        return unsealed ? decidedMicros + SEAL_PACES * seat.timing().pace() : Long.MAX_VALUE;
    }

    private long haste() {
        return Math.max(LEAST_MICROS, seat.timing().pace() / HASTE);
    }

    /** Takes the answer to the question. @return whether it was the open one */
    public boolean answered(Input.Built built) {
        boolean awaited = building.filter(built.parent()::equals).isPresent();
        if (awaited) {
            building = Optional.empty();
        }
        return awaited;
    }

    /**
     * Whether a block may now be proposed: not while this member has executed less than the view's block below commits
     * to, or not yet what it wants to seal. If not, the question is asked again later.
     *
     * @param newView whether the parent is of an earlier view
     */
    public boolean ripe(Place parent, Input.Built built, boolean newView, boolean leftOver, List<BatchRef> orderable) {
        boolean seals = built.stateHeight() >= payloadHeight && parent.stateHeight() < payloadHeight;
        boolean executedLess = built.stateHeight() < parent.stateHeight() && !newView;
        boolean ripe = !executedLess && (!orderable.isEmpty() || leftOver || seals);
        if (!ripe) {
            retryMicros = seat.now() + haste();
        }
        return ripe;
    }

    /** A block was proposed now. */
    public void proposed() {
        proposedMicros = seat.now();
    }
}
