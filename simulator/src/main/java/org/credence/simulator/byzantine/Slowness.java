package org.credence.simulator.byzantine;

import java.util.ArrayDeque;
import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;

/** B07: holds back its proposals for most of a view's time. */
final class Slowness implements Deviation {

    private record Late(long dueMicros, Effect.Send send) {}

    /** Proposals held back at the most; beyond, the oldest is never sent. */
    private static final int MOST = 64;

    private final ArrayDeque<Late> held = new ArrayDeque<>();
    private final double share;
    private long viewTimeout = 100_000;

    Slowness(Actor actor) {
        share = 0.5 + actor.chance().upTo(0.5);
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Arm(Timer timer, long delay) && timer.kind() == Timer.Kind.VIEW) {
                viewTimeout = delay;
            }
            if (effect instanceof Effect.Send send && send.message() instanceof Message.Propose) {
                held.add(new Late(nowMicros + (long) (viewTimeout * share), send));
                if (held.size() > MOST) {
                    held.remove();
                }
            } else {
                out.add(effect);
            }
        }
        while (!held.isEmpty() && held.getFirst().dueMicros <= nowMicros) {
            out.add(held.remove().send);
        }
        return out.effects();
    }
}
