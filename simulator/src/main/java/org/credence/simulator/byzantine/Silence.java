package org.credence.simulator.byzantine;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;

/** B05, B06: says nothing, either as proposer only or at all, after a number of messages. */
final class Silence extends Deviation.Rewriting {

    private final boolean proposalsOnly;
    private long left;

    Silence(long after, boolean proposalsOnly) {
        this.left = after;
        this.proposalsOnly = proposalsOnly;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        boolean concerned = !proposalsOnly || send.message() instanceof Message.Propose;
        if (!concerned || left > 0) {
            left -= concerned ? 1 : 0;
            out.add(send);
        }
    }
}
