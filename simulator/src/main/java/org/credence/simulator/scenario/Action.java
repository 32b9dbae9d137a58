package org.credence.simulator.scenario;

import java.util.Locale;

/** What a step does to a member. */
public enum Action {
    /** A client hands it a transaction, which it sends on as a batch of its own. */
    SUBMIT,
    /** It stops without warning and loses what is not on its disk. */
    KILL,
    /** It starts again from its disk. */
    START,
    /** It takes nothing in and does nothing, but does not know it: no timer of its own runs out meanwhile. */
    PAUSE,
    /** It goes on where it was paused; what was sent to it meanwhile arrives now. */
    RESUME,
    /** No message gets from it or to it; of two members, from either to the other. */
    CUT,
    /** It is no longer cut off, or they are not from each other; what was sent meanwhile is lost. */
    JOIN,
    /** Its votes take {@link Scenario#SLOW_MILLIS} more to arrive. */
    SLOW,
    /** From now on, whenever it proposes, it shows members of odd index another block than those of even index. */
    LIE;

    /** Whether it may be done to the link between two members. */
    public boolean ofLinks() {
        return this == CUT || this == JOIN;
    }

    /** As scripts name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
