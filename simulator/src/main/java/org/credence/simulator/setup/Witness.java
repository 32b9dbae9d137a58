package org.credence.simulator.setup;

import java.util.Set;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;

/**
 * Hears what the members of one world do, in the order in which it takes effect: what a crash undoes is never heard of.
 */
public interface Witness {

    /** Before anything else. */
    void began(Committee committee, Set<Integer> liars);

    /** A promise is durable; before the messages that rest on it are sent. */
    void promised(int member, Promise promise);

    /** A message leaves, to one other member or to all. */
    void sent(int member, Message message);

    /** A member takes a decision over into its chain; whether it may is judged after that. */
    void decided(int member, Decision decision);

    /** Hears nothing. */
    static Witness nobody() {
        return new Witness() {

            @Override
            public void began(Committee committee, Set<Integer> liars) {}

            @Override
            public void promised(int member, Promise promise) {}

            @Override
            public void sent(int member, Message message) {}

            @Override
            public void decided(int member, Decision decision) {}
        };
    }
}
