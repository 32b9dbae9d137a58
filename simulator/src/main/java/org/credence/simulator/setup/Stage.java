package org.credence.simulator.setup;

import java.util.Optional;
import java.util.Set;
import org.credence.consensus.message.Message;

/**
 * A world arranged by hand in place of one drawn from the seed: who lies, and when each message arrives. Nothing else
 * goes wrong there, and after healing messages travel as they do everywhere.
 */
public interface Stage {

    /** The members that lie; their engines come from the {@link EngineFactory} and do so by themselves. */
    Set<Integer> liars();

    /**
     * How long a message travels, in microseconds. One that takes longer than the trouble lasts arrives after it.
     *
     * @param nowMicros virtual time since the world began
     */
    long delayMicros(long nowMicros, int from, int to, Message message);

    /** What work costs and who hands it in, if speed is to be measured. */
    default Optional<Measuring> measuring() {
        return Optional.empty();
    }

    /** Who leads the epochs after the first. */
    default Ranks ranks() {
        return Ranks.shuffled();
    }

    /** Who hears what members hear. */
    default Listener listener() {
        return Listener.nobody();
    }

    /** Whether liars also support each other and overstep epochs (B36), as those do that a seed draws. */
    default boolean collude() {
        return true;
    }
}
