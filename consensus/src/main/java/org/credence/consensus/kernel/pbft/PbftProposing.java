package org.credence.consensus.kernel.pbft;

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
import org.credence.consensus.kernel.BlockTree;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.part.SignedBlock;

/**
 * What the leader proposes and when, by the same rules as FastCore so that the two can be compared: at once while
 * nothing is under way, otherwise at its pace. An empty block follows only to certify the state of the last payload:
 * what an earlier view left undecided is voted on anew and needs no block on top.
 */
final class PbftProposing {

    private static final Timer PACE = Timer.of(Timer.Kind.PACE);
    /** How many paces the state of the last payload may stay uncertified when nothing else comes. */
    private static final int SEAL_PACES = 20;

    private final PbftReplica replica;
    private final PbftEngine engine;
    private final Dissemination dissemination;
    private Optional<Digest> building = Optional.empty();
    private long proposedMicros;
    private long decidedMicros;
    private long retryMicros;
    private long payloadHeight;

    PbftProposing(PbftReplica replica, PbftEngine engine, Dissemination dissemination) {
        this.replica = replica;
        this.engine = engine;
        this.dissemination = dissemination;
        this.payloadHeight = replica.height();
    }

    void onDecided(boolean payload) {
        decidedMicros = replica.now();
        if (payload) {
            payloadHeight = replica.height();
        }
    }

    /** A new view: what was asked for in the old one is void. */
    void reset() {
        building = Optional.empty();
        proposedMicros = 0;
    }

    /** Asks for what a block needs, if one is due. */
    void consider() {
        Optional<Place> parent = parent();
        if (building.isPresent() || parent.isEmpty()) {
            return;
        }
        long due = Math.max(retryMicros, dueMicros(parent.get()));
        if (due <= replica.now()) {
            building = Optional.of(parent.get().id());
            replica.emit(new Effect.Build(parent.get().id(), parent.get().height() + 1));
        } else if (due < Long.MAX_VALUE) {
            replica.arm(PACE, due - replica.now());
        }
    }

    /**
     * Where this member's next block goes, if it leads, has voted on all that the view took over, and there is room in
     * the window. Nothing of this view can stand on a decision of a later one, which ends it.
     */
    private Optional<Place> parent() {
        if (!replica.active() || !replica.leads()) {
            return Optional.empty();
        }
        return replica.standing().filter(place -> place.height() >= replica.baseHeight()
                && place.view() <= replica.view() && place.height() - replica.height() < Limits.WINDOW);
    }

    private long dueMicros(Place parent) {
        boolean underWay = parent.height() > replica.height();
        if (!dissemination.available(parent.nextSequences()).isEmpty()) {
            return underWay ? proposedMicros + replica.timing().pace() : replica.now();
        }
        boolean unsealed = !underWay && parent.stateHeight() < payloadHeight;
        return unsealed ? decidedMicros + SEAL_PACES * replica.timing().pace() : Long.MAX_VALUE;
    }

    void onBuilt(Input.Built built) {
        if (building.filter(built.parent()::equals).isEmpty()) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return;
        }
        building = Optional.empty();
        parent().filter(place -> place.id().equals(built.parent())).ifPresent(place -> onBuilt(place, built));
    }

    private void onBuilt(Place place, Input.Built built) {
        List<BatchRef> batches = dissemination.available(place.nextSequences());
        boolean seals = built.stateHeight() >= payloadHeight && place.stateHeight() < payloadHeight;
        boolean executedLess = built.stateHeight() < place.stateHeight() && place.view() == replica.view();
        if (executedLess || batches.isEmpty() && !seals) {
            // This member has executed less than the view's block below commits to, or not yet what it wants to seal.
            retryMicros = replica.now() + Math.max(1_000, replica.timing().pace());
            return;
        }
        propose(place, built, batches);
    }

    private void propose(Place parent, Input.Built built, List<BatchRef> batches) {
        Header header = new Header(replica.committee().chainId(), replica.committee().epoch(), replica.view(),
                parent.height() + 1, parent.id(), Block.payloadRoot(batches), replica.self(),
                Math.max(parent.timeMs(), built.timeMs()), Digest.ZERO, built.stateHeight(), built.stateRoot());
        Block block = Block.of(header, batches);
        SignedBlock signed = new SignedBlock(block, replica.sign(block.id()));
        if (!(replica.tree.add(signed, true) instanceof BlockTree.Added.Joined)) {
            throw new AssertionError("own proposal does not fit the tree: " + block);
        }
        proposedMicros = replica.now();
        engine.witness(signed.header());
        engine.agreement().propose(signed);
    }
}
