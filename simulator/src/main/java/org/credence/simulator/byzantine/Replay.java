package org.credence.simulator.byzantine;

import java.util.ArrayList;
import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;

/** B29: sends again, to anyone, whatever it once received: votes of others, old views, old batches. */
final class Replay implements Deviation {

    private static final int REMEMBERED = 256;
    private static final double SHARE = 0.1;

    private final Actor actor;
    private final List<Message> seen = new ArrayList<>();

    Replay(Actor actor) {
        this.actor = actor;
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox().addAll(effects);
        if (input instanceof Input.Received received) {
            remember(received.message().message());
        }
        if (!seen.isEmpty() && actor.chance().happens(SHARE)) {
            out.to(actor.anyone(), actor.chance().pick(seen));
        }
        return out.effects();
    }

    private void remember(Message message) {
        if (seen.size() < REMEMBERED) {
            seen.add(message);
        } else {
            seen.set(actor.chance().below(REMEMBERED), message);
        }
    }
}
