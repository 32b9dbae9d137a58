package org.credence.simulator.byzantine;

import java.util.List;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;

/** One way to misbehave. Several of one member apply one after the other. */
interface Deviation {

    /** Whether the engine inside may see the input. */
    default boolean admits(Input input) {
        return true;
    }

    /** What leaves in place of {@code effects}. */
    List<Effect> bend(long nowMicros, Input input, List<Effect> effects);

    /** Whether it answers requests for stored bodies and decided blocks. */
    default boolean serves() {
        return true;
    }

    /** What it sends in place of the true answer to such a request. */
    default Message served(Message answer) {
        return answer;
    }

    /** One that rewrites messages one by one. */
    abstract class Rewriting implements Deviation {

        @Override
        public List<Effect> bend(long nowMicros, Input input, List<Effect> effects) {
            Outbox out = new Outbox();
            for (Effect effect : effects) {
                if (effect instanceof Effect.Send send) {
                    rewrite(send, out);
                } else {
                    out.add(effect);
                }
            }
            return out.effects();
        }

        /** Puts what is sent in place of {@code send} into {@code out}. */
        abstract void rewrite(Effect.Send send, Outbox out);
    }
}
