package org.credence.lab.attack;

import java.util.ArrayList;
import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;

/**
 * An engine whose proposals and own votes for them travel apart, as they do in the published form, so that a schedule
 * which holds back the one and not the other says the same of both forms.
 */
record Apart(Engine inside) implements Engine {

    @Override
    public List<Effect> step(long nowMicros, Input input) {
        List<Effect> effects = new ArrayList<>();
        for (Effect effect : inside.step(nowMicros, input)) {
            if (effect instanceof Effect.Send(var audience, Message.Propose propose)) {
                propose.apart().forEach(message -> effects.add(new Effect.Send(audience, message)));
            } else {
                effects.add(effect);
            }
        }
        return effects;
    }

    @Override
    public Status status() {
        return inside.status();
    }
}
