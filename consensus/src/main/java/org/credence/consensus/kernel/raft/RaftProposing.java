package org.credence.consensus.kernel.raft;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.kernel.Dissemination;
import org.credence.consensus.kernel.Rhythm;

/**
 * What the leader adds to the log, in its rhythm. An empty block also begins a view that finds undecided ones, since
 * those are decided by it alone (Raft §5.4.2).
 */
final class RaftProposing {

    private final RaftReplica replica;
    private final Dissemination dissemination;
    private final Rhythm rhythm;
    private long view;

    RaftProposing(RaftReplica replica, Dissemination dissemination) {
        this.replica = replica;
        this.dissemination = dissemination;
        this.rhythm = new Rhythm(replica);
    }

    void onDecided(boolean payload) {
        rhythm.onDecided(payload);
    }

    /** Asks for what a block needs, if one is due. */
    void consider() {
        if (replica.raft().view() != view) {
            view = replica.raft().view();
            rhythm.reset();
        }
        if (!rhythm.building() && room()) {
            rhythm.consider(replica.tip(), leftOver(), orderable());
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

    void onBuilt(Input.Built built) {
        Place parent = replica.tip();
        if (!rhythm.answered(built) || !parent.id().equals(built.parent()) || !room()) {
            replica.ignore(Reason.OUTDATED_ANSWER, replica.self());
            return;
        }
        List<BatchRef> batches = orderable();
        if (rhythm.ripe(parent, built, parent.view() < replica.raft().view(), leftOver(), batches)) {
            rhythm.proposed();
            Block block = replica.block(parent, replica.raft().view(), Digest.ZERO, built, batches);
            replica.raft().propose(new Entry.Payload<>(block));
            dissemination.proposed(block);
        }
    }
}
