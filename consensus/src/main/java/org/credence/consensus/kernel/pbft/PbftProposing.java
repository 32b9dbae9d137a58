package org.credence.consensus.kernel.pbft;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.kernel.Rhythm;
import org.credence.consensus.part.SignedBlock;

/**
 * What the leader proposes, in its rhythm. What an earlier view left undecided is voted on anew and needs no block on
 * top.
 */
final class PbftProposing {

    private final PbftReplica replica;
    private final PbftEngine engine;
    private final Dissemination dissemination;
    private final Rhythm rhythm;

    PbftProposing(PbftReplica replica, PbftEngine engine, Dissemination dissemination) {
        this.replica = replica;
        this.engine = engine;
        this.dissemination = dissemination;
        this.rhythm = new Rhythm(replica);
    }

    void onDecided(boolean payload) {
        rhythm.onDecided(payload);
    }

    /** A new view: what was asked for in the old one is void. */
    void reset() {
        rhythm.reset();
    }

    /** Asks for what a block needs, if one is due. */
    void consider() {
        if (!rhythm.building()) {
            parent().ifPresent(place -> rhythm.consider(place, false, dissemination.available(place.nextSequences())));
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

    void onBuilt(Input.Built built) {
        if (!rhythm.answered(built)) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return;
        }
        parent().filter(place -> place.id().equals(built.parent())).ifPresent(place -> onBuilt(place, built));
    }

    private void onBuilt(Place place, Input.Built built) {
        List<BatchRef> batches = dissemination.available(place.nextSequences());
        if (rhythm.ripe(place, built, place.view() < replica.view(), false, batches)) {
            rhythm.proposed();
            SignedBlock signed = replica.grow(place, Digest.ZERO, built, batches);
            engine.witness(signed);
            engine.agreement().propose(signed);
            dissemination.proposed(signed.block());
        }
    }
}
