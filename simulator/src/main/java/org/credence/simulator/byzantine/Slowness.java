package org.credence.simulator.byzantine;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Timer;
import org.credence.consensus.message.Message;

/** B07, B28, B38: holds back some of its messages for most of the time that others wait for them. */
final class Slowness implements Deviation {

    private record Late(long dueMicros, Effect.Send send) {}

    /** Messages held back at the most; beyond, the oldest is never sent. */
    private static final int MOST = 64;

    private final ArrayDeque<Late> held = new ArrayDeque<>();
    private final Predicate<Message> concerned;
    private final Timer.Kind against;
    private final double share;
    private final boolean byTurns;
    private boolean prompt;
    private long patience = 100_000;

    private Slowness(Predicate<Message> concerned, Timer.Kind against, double share, boolean byTurns) {
        this.concerned = concerned;
        this.against = against;
        this.share = share;
        this.byTurns = byTurns;
    }

    /** Slow enough to try the view's timer. */
    static Slowness of(Actor actor, Predicate<Message> concerned) {
        return new Slowness(concerned, Timer.Kind.VIEW, 0.5 + actor.chance().upTo(0.5), false);
    }

    /** Sometimes prompt, sometimes about as late as the fast lane waits, so that nobody learns how long that is. */
    static Slowness byTurns(Actor actor, Predicate<Message> concerned) {
        return new Slowness(concerned, Timer.Kind.FAST_LANE, 0.5 + actor.chance().upTo(1), true);
    }

    @Override
    public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
        Outbox out = new Outbox();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Arm(Timer timer, long delay) && timer.kind() == against) {
                patience = delay;
            }
            if (effect instanceof Effect.Send send && concerned.test(send.message()) && !prompt()) {
                held.add(new Late(nowMicros + (long) (patience * share), send));
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

    private boolean prompt() {
        prompt = byTurns && !prompt;
        return prompt;
    }
}
