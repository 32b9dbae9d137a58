package org.credence.consensus.kernel.pbft;

import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Message.Reject;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.SignedBlock;

/**
 * Who found a proposal of this view invalid. An invalid one ends the view for whoever sees it, and f+1 end it for all.
 */
final class Rejections {

    private static final int REASON_INVALID = 1;

    private final PbftReplica replica;
    private final PbftEngine engine;
    private final TreeMap<Digest, TreeSet<Integer>> rejecting = new TreeMap<>();

    Rejections(PbftReplica replica, PbftEngine engine) {
        this.replica = replica;
        this.engine = engine;
    }

    /** This member finds the block invalid. */
    void reject(SignedBlock signed) {
        if (!replica.active() || signed.block().view() != replica.view()) {
            return;
        }
        Digest statement = Claims.rejection(replica.committee().chainId(), signed.ref(), REASON_INVALID);
        replica.sendOthers(new Reject(signed.ref(), REASON_INVALID, replica.sign(statement)));
        engine.leave(replica.view() + 1, Cause.INVALID_PROPOSAL);
    }

    void onReject(int sender, Reject reject) {
        BlockRef block = reject.block();
        if (!replica.active() || block.view() != replica.view() || block.epoch() != replica.committee().epoch()
                || block.height() > replica.height() + Limits.WINDOW) {
            replica.ignore(Reason.STALE_VIEW, sender);
            return;
        }
        if (rejecting.size() >= Limits.WINDOW && !rejecting.containsKey(block.id())) {
            replica.ignore(Reason.BUFFER_FULL, sender);
            return;
        }
        TreeSet<Integer> members = rejecting.computeIfAbsent(block.id(), id -> new TreeSet<>());
        members.add(sender);
        if (members.size() >= replica.quorum().weak()) {
            engine.leave(replica.view() + 1, Cause.INVALID_PROPOSAL);
        }
    }

    /** The head moved or a view began: what was said before is void. */
    void clear() {
        rejecting.clear();
    }
}
