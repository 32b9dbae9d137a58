package org.credence.consensus.kernel.raft;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Dissemination;

/**
 * What the leader adds to the log and when, by the same rules as FastCore so that the two can be compared: at once
 * while
 * nothing is under way, otherwise at its pace. An empty block follows only where one is needed: the first of a view
 * that
 * finds undecided ones, since those are decided by it alone (Raft §5.4.2), and one that certifies the state of the last
 * payload.
 */
final class RaftProposing {

    private static final Timer PACE = Timer.of(Timer.Kind.PACE);
    /** How many paces the state of the last payload may stay uncertified when nothing else comes. */
    private static final int SEAL_PACES = 20;

    private final RaftReplica replica;
    private final Dissemination dissemination;
    private Optional<Digest> building = Optional.empty();
    private long view;
    private long proposedMicros;
    private long decidedMicros;
    private long retryMicros;
    private long payloadHeight;

    RaftProposing(RaftReplica replica, Dissemination dissemination) {
        this.replica = replica;
        this.dissemination = dissemination;
        this.payloadHeight = replica.height();
    }

    void onDecided(boolean payload) {
        decidedMicros = replica.now();
        if (payload) {
            payloadHeight = replica.height();
        }
    }

    /** Asks for what a block needs, if one is due. */
    void consider() {
        if (replica.raft().view() != view) {
            view = replica.raft().view();
            building = Optional.empty();
            proposedMicros = 0;
        }
        if (building.isPresent() || !room()) {
            return;
        }
        long due = Math.max(retryMicros, dueMicros());
        if (due <= replica.now()) {
            Place parent = replica.tip();
            building = Optional.of(parent.id());
            replica.emit(new Effect.Build(parent.id(), parent.height() + 1));
        } else if (due < Long.MAX_VALUE) {
            replica.arm(PACE, due - replica.now());
        }
    }

    private boolean room() {
        long underWay = replica.tip().height() - replica.height();
        return replica.raft().leads() && underWay < (leftOver() ? Limits.UNDECIDED : Limits.WINDOW);
    }

    /** Whether an earlier view left blocks that this one must decide. */
    private boolean leftOver() {
        Place tip = replica.tip();
        return tip.height() > replica.height() && tip.view() < replica.raft().view();
    }

    private List<BatchRef> orderable() {
        Place tip = replica.tip();
        return tip.height() - replica.height() < Limits.WINDOW
                ? dissemination.available(tip.nextSequences())
                : List.of();
    }

    private long dueMicros() {
        boolean underWay = replica.tip().height() > replica.height();
        if (leftOver()) {
            return replica.now();
        }
        if (!orderable().isEmpty()) {
            return underWay ? proposedMicros + replica.timing().pace() : replica.now();
        }
        boolean unsealed = !underWay && replica.tip().stateHeight() < payloadHeight;
        return unsealed ? decidedMicros + SEAL_PACES * replica.timing().pace() : Long.MAX_VALUE;
    }

    void onBuilt(Input.Built built) {
        Place parent = replica.tip();
        if (building.filter(built.parent()::equals).isEmpty() || !parent.id().equals(built.parent()) || !room()) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            building = building.filter(asked -> !asked.equals(built.parent()));
            return;
        }
        building = Optional.empty();
        List<BatchRef> batches = orderable();
        boolean seals = built.stateHeight() >= payloadHeight && parent.stateHeight() < payloadHeight;
        boolean executedLess = built.stateHeight() < parent.stateHeight()
                && parent.view() == replica.raft().view();
        if (executedLess || batches.isEmpty() && !leftOver() && !seals) {
            // This member has executed less than the block below commits to, or not yet what it wants to seal.
            retryMicros = replica.now() + Math.max(1_000, replica.timing().pace());
            return;
        }
        proposedMicros = replica.now();
        replica.raft().propose(new Entry.Payload<>(block(parent, built, batches)));
    }

    private Block block(Place parent, Input.Built built, List<BatchRef> batches) {
        Header header = new Header(replica.committee().chainId(), replica.committee().epoch(), replica.raft().view(),
                parent.height() + 1, parent.id(), Block.payloadRoot(batches), replica.self(),
                Math.max(parent.timeMs(), built.timeMs()), Digest.ZERO, built.stateHeight(), built.stateRoot());
        return Block.of(header, batches);
    }
}
