package org.credence.simulator.setup;

import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;

/**
 * Hears at each member what its node hears beside its engine, and when: what one measures the others by. It changes
 * nothing.
 */
public interface Listener {

    /** A member sends a message, to one other or to all. */
    default void sent(long nowMicros, int member, Message message) {}

    /** A message has reached a member and is checked. */
    default void received(long nowMicros, int member, int sender, Message message) {}

    /** A member takes a decision over into its chain. */
    default void decided(long nowMicros, int member, Decision decision) {}

    /** A member has found, or was shown, proof of misbehaviour. */
    default void accused(int member, Evidence evidence) {}

    /** A member has left a view of the epoch. */
    default void moved(int member, int epoch, Effect.Moved moved) {}

    /** Hears nothing. */
    static Listener nobody() {
        return new Listener() {};
    }
}
