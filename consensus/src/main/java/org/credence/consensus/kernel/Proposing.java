package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.part.SignedBlock;

/** What the leader proposes, in its rhythm. */
final class Proposing {

    private final Replica replica;
    private final FastCore core;
    private final Dissemination dissemination;
    private final Rhythm rhythm;

    Proposing(Replica replica, FastCore core, Dissemination dissemination) {
        this.replica = replica;
        this.core = core;
        this.dissemination = dissemination;
        this.rhythm = new Rhythm(replica);
    }

    void onDecided(boolean payload) {
        rhythm.onDecided(payload);
        consider();
    }

    /** A new view: what was asked for in the old one is void. */
    void reset() {
        rhythm.reset();
    }

    /** Asks for what a block needs, if one is due. */
    void consider() {
        if (!rhythm.building()) {
            parent().ifPresent(place -> rhythm.consider(place, leftOver(place), orderable(place)));
        }
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
                .filter(place -> place.height() < replica.epoch().last() || leftOver(place))
                .filter(place -> place.height() - head.height() < (first(place) ? Limits.UNDECIDED : Limits.WINDOW));
    }

    /** Whether a block on {@code parent} is the view's first, which must be possible however full the window is. */
    private boolean first(Place parent) {
        return !replica.tipInView() && parent.height() == replica.baseHeight();
    }

    private boolean leftOver(Place parent) {
        return parent.height() > replica.height() && parent.view() < replica.view();
    }

    private List<BatchRef> orderable(Place parent) {
        return parent.height() - replica.height() < Limits.WINDOW && parent.height() < replica.epoch().last()
                ? dissemination.available(parent.nextSequences())
                : List.of();
    }

    void onBuilt(Input.Built built) {
        if (!rhythm.answered(built)) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return;
        }
        parent().filter(place -> place.id().equals(built.parent())).ifPresent(place -> onBuilt(place, built));
    }

    private void onBuilt(Place place, Input.Built built) {
        List<BatchRef> batches = orderable(place);
        if (rhythm.ripe(place, built, place.view() < replica.view(), leftOver(place), batches)) {
            rhythm.proposed();
            SignedBlock signed = replica.grow(place, replica.openingHash(), built, batches);
            core.witness(signed);
            core.voting().propose(signed);
            dissemination.proposed(signed.block());
        }
    }
}
