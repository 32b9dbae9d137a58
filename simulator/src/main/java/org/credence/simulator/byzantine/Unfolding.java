package org.credence.simulator.byzantine;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;

/**
 * Takes a leader's PROPOSE apart into the block and the leader's vote, which mean the same to whoever gets both, so
 * that a leader may misbehave with each by itself.
 */
final class Unfolding extends Deviation.Rewriting {

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof Message.Propose propose) {
            propose.apart().forEach(message -> out.add(new Effect.Send(send.audience(), message)));
        } else {
            out.add(send);
        }
    }
}
