package org.credence.simulator.byzantine;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;

/** B24: its NEW_VIEW and the opening that follows reach a random part of the members. */
final class PartialNewView extends Deviation.Rewriting {

    private final Actor actor;

    PartialNewView(Actor actor) {
        this.actor = actor;
    }

    @Override
    void rewrite(Effect.Send send, Outbox out) {
        if (send.message() instanceof Message.NewView || send.message() instanceof PbftMessage.NewView
                || send.message() instanceof Message.ViewOpened) {
            actor.some().forEach(member -> out.to(member, send.message()));
        } else {
            out.add(send);
        }
    }
}
