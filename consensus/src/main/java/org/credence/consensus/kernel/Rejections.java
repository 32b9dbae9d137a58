package org.credence.consensus.kernel;

import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Message.Reject;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.SignedBlock;

/**
 * Who found a proposal of this view invalid. An invalid one ends the view for whoever sees it, and f+1 end it for all.
 */
public final class Rejections {

    private static final int REASON_INVALID = 1;

    private final ViewSeat seat;
    private final Runnable leave;
    private final TreeMap<Digest, TreeSet<Integer>> rejecting = new TreeMap<>();

    /** @param leave leaves the present view for the next one */
    public Rejections(ViewSeat seat, Runnable leave) {
        this.seat = seat;
        this.leave = leave;
    }

    /** This member finds the block invalid. */
    public void reject(SignedBlock signed) {
        if (!seat.active() || signed.block().view() != seat.view()) {
            return;
        }
        Digest statement = Claims.rejection(seat.committee().chainId(), signed.ref(), REASON_INVALID);
        seat.sendOthers(new Reject(signed.ref(), REASON_INVALID, seat.sign(statement)));
        leave.run();
    }

    public void onReject(int sender, Reject reject) {
        BlockRef block = reject.block();
        if (!seat.active() || block.view() != seat.view() || block.epoch() != seat.committee().epoch()
                || block.height() > seat.height() + Limits.WINDOW) {
            seat.ignore(Reason.STALE_VIEW, sender);
            return;
        }
        if (rejecting.size() >= Limits.WINDOW && !rejecting.containsKey(block.id())) {
            seat.ignore(Reason.BUFFER_FULL, sender);
            return;
        }
        TreeSet<Integer> members = rejecting.computeIfAbsent(block.id(), id -> new TreeSet<>());
        members.add(sender);
        if (members.size() >= seat.quorum().weak()) {
            leave.run();
        }
    }

    /** The head moved or a view began: what was said before is void. */
    public void clear() {
        rejecting.clear();
    }
}
