package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;

/** What leaves a liar in one step. */
final class Outbox {

    private final List<Effect> effects = new ArrayList<>();

    Outbox add(Effect effect) {
        effects.add(effect);
        return this;
    }

    Outbox addAll(List<Effect> more) {
        effects.addAll(more);
        return this;
    }

    Outbox to(int member, Message message) {
        return add(new Effect.Send(new Audience.One(member), message));
    }

    Outbox others(Message message) {
        return add(new Effect.Send(new Audience.Others(), message));
    }

    List<Effect> effects() {
        return effects;
    }
}
