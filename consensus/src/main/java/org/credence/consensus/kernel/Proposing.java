package org.credence.consensus.kernel;

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
import org.credence.consensus.part.SignedBlock;

/**
 * What the leader proposes and when: at once while nothing is under way, otherwise at its pace, so that blocks fill by
 * themselves under
 * load. An empty block follows only where one is needed: to decide what an earlier view left undecided, or to certify
 * the state of the
 * last decided payload.
 */
final class Proposing {

    private static final Timer PACE = Timer.of(Timer.Kind.PACE);
    /** How many paces the state of the last payload may stay uncertified when nothing else comes. */
    private static final int SEAL_PACES = 20;

    private final Replica replica;
    private final FastCore core;
    private final Dissemination dissemination;
    private Optional<Digest> building = Optional.empty();
    private long proposedMicros;
    private long decidedMicros;
    private long retryMicros;
    private long payloadHeight;

    Proposing(Replica replica, FastCore core, Dissemination dissemination) {
        this.replica = replica;
        this.core = core;
        this.dissemination = dissemination;
        this.payloadHeight = replica.tree.head().height();
    }

    void onDecided(boolean payload) {
        decidedMicros = replica.now();
        if (payload) {
            payloadHeight = replica.tree.head().height();
        }
        consider();
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
        if (due > replica.now()) {
            if (due < Long.MAX_VALUE) {
                replica.arm(PACE, due - replica.now());
            }
            return;
        }
        building = Optional.of(parent.get().id());
        replica.emit(new Effect.Build(parent.get().id(), parent.get().height() + 1));
    }

    /** Where this member's next block goes, if it leads and there is room in the window. */
    private Optional<Place> parent() {
        if (!replica.active() || !replica.leads()) {
            return Optional.empty();
        }
        Place head = replica.tree.head();
        Optional<Place> anchor = replica.tree.place(replica.anchor());
        Optional<Place> parent = anchor.isEmpty() && replica.anchorDecided() ? Optional.of(head) : anchor;
        // A decision of a later view, learnt from others, ends this one: nothing of this view can stand on it.
        return parent.filter(place -> place.view() <= replica.view())
                .filter(place -> place.height() - head.height() < (first(place) ? Limits.UNDECIDED : Limits.WINDOW));
    }

    /** Whether a block on {@code parent} is the view's first, which must be possible however full the window is. */
    private boolean first(Place parent) {
        return !replica.tipInView() && parent.height() == replica.baseHeight();
    }

    private long dueMicros(Place parent) {
        boolean underWay = parent.height() > replica.tree.head().height();
        boolean leftOver = underWay && parent.view() < replica.view();
        if (leftOver || !dissemination.available(parent.nextSequences()).isEmpty()) {
            return underWay && !leftOver ? proposedMicros + replica.timing().pace() : replica.now();
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
        Optional<Place> parent = parent().filter(place -> place.id().equals(built.parent()));
        if (parent.isEmpty()) {
            return;
        }
        Place place = parent.get();
        List<BatchRef> batches = place.height() - replica.tree.head().height() < Limits.WINDOW
                ? dissemination.available(place.nextSequences())
                : List.of();
        boolean leftOver = place.height() > replica.tree.head().height() && place.view() < replica.view();
        boolean seals = built.stateHeight() >= payloadHeight && place.stateHeight() < payloadHeight;
        boolean executedLess = built.stateHeight() < place.stateHeight() && place.view() == replica.view();
        if (executedLess || batches.isEmpty() && !leftOver && !seals) {
            // This member has executed less than the view's block below commits to, or not yet what it wants to seal.
            retryMicros = replica.now() + Math.max(1_000, replica.timing().pace());
            return;
        }
        propose(place, built, batches);
    }

    private void propose(Place parent, Input.Built built, List<BatchRef> batches) {
        Header header = new Header(replica.committee().chainId(), replica.committee().epoch(), replica.view(),
                parent.height() + 1, parent.id(), Block.payloadRoot(batches), replica.self(),
                Math.max(parent.timeMs(), built.timeMs()), replica.openingHash(), built.stateHeight(),
                built.stateRoot());
        Block block = Block.of(header, batches);
        SignedBlock signed = new SignedBlock(block, replica.sign(block.id()));
        if (!(replica.tree.add(signed, true) instanceof BlockTree.Added.Joined)) {
            throw new AssertionError("own proposal does not fit the tree: " + block);
        }
        proposedMicros = replica.now();
        core.witness(signed.header());
        core.voting().propose(signed);
    }
}
