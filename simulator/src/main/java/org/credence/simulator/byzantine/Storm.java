package org.credence.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Quorum;

/** B26, B27: at every heartbeat demands a view a little higher, or 2^62. */
final class Storm implements Deviation {

    private static final long ABSURD = 1L << 62;

    private final Actor actor;
    private long view;

    Storm(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        for (Effect effect : effects) {
            if (effect instanceof Effect.Moved moved) {
                view = Math.max(view, moved.to());
            }
        }
        if (input instanceof Input.Elapsed(Timer timer) && timer.kind() == Timer.Kind.HEARTBEAT) {
            view += actor.chance().between(0, 2);
            out.others(demand(actor.chance().happens(0.1) ? ABSURD : view + 1));
        }
        return out.effects();
    }

    private Message demand(long newView) {
        if (actor.committee().quorum().rule() == Quorum.Rule.TWO_ROUNDS) {
            return actor.signed(new PbftMessage.Change(actor.committee().epoch(), newView, actor.self(),
                    Optional.empty(), List.of(), List.of(), Actor.unsigned()));
        }
        return actor.signed(new ViewChange(actor.committee().epoch(), newView, actor.self(),
                actor.leadership().leader(newView), Optional.empty(), Optional.empty(), Optional.empty(), List.of(),
                List.of(),
                List.of(), Actor.unsigned()));
    }
}
