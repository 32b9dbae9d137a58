package org.credence.lab.cbft;

import java.util.Arrays;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.part.Certificate;

/**
 * "The data state of the current node is synchronized to the checkpoint": decided blocks that others have are
 * fetched.
 */
final class Following {

    private final Replica replica;
    private final long[] heights;
    private long heightAtBeat = -1;

    Following(Replica replica) {
        this.replica = replica;
        heights = new long[replica.quorum().n()];
    }

    void onHeartbeat(int sender, Message.Heartbeat heartbeat) {
        heights[sender] = Math.max(heights[sender], heartbeat.decidedHeight());
    }

    /** Tells where it stands; asks, if nothing was decided here for a period and another has more. */
    void beat() {
        replica.sendOthers(new Message.Heartbeat(replica.committee().epoch(), replica.view(), replica.active(),
                replica.height()));
        long most = Arrays.stream(heights).max().orElse(0);
        if (replica.height() == heightAtBeat && most > replica.height()) {
            for (int member = 0; member < heights.length; member++) {
                if (heights[member] == most) {
                    replica.sendTo(member, new TransferMessage.DecisionRequest(replica.height() + 1,
                            Math.min(most, replica.height() + TransferMessage.DecisionRequest.MOST)));
                }
            }
        }
        heightAtBeat = replica.height();
    }

    void onDecided(int sender, Message.Decided decided) {
        Block block = decided.decision().block();
        Certificate certificate = decided.decision().certificate();
        if (block.height() != replica.height() + 1 || !block.parent().equals(replica.headId())) {
            replica.ignore(Reason.STALE_HEIGHT, sender);
        } else if (!certificate.block().id().equals(block.id()) || certificate.block().height() != block.height()
                || certificate.votes().size() < replica.printedQuorum()) {
            replica.ignore(Reason.INVALID_CERTIFICATE, sender);
        } else {
            replica.decide(block, certificate);
        }
    }
}
