package org.credence.simulator.byzantine;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.Phase;

/**
 * Takes a PRE_PREPARE apart into the block and the leader's vote, which mean the same to whoever gets both, so that
 * every way to misbehave with blocks and votes is open to a leader of PBFT too.
 */
final class Unfolding extends Deviation.Rewriting {

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof PbftMessage.PrePrepare(var block, var vote)) {
            out.add(new Effect.Send(send.audience(), new Message.Propose(block)));
            out.add(new Effect.Send(send.audience(), new Message.Ballot(Phase.CONFIRM, block.ref(), vote)));
        } else {
            out.add(send);
        }
    }
}
