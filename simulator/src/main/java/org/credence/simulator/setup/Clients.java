package org.credence.simulator.setup;

import org.credence.consensus.part.Decision;

/**
 * Who hands in transactions where speed is measured, and looks at the watch. Each member has as many batches under way
 * as they say; one that is decided is followed by the next.
 */
public interface Clients {

    /** How many batches a member has under way; 0 if clients leave it alone. */
    int window(int member);

    /** Transactions of a batch. */
    int transactions();

    /** Bytes of a transaction's payload. */
    int payloadBytes();

    /** How long a member's clients wait after a decision before they hand in what follows it, microseconds. */
    default long pauseMicros(int member) {
        return 0;
    }

    /** The member's next batch comes in, microseconds since the world began. */
    void handedIn(long nowMicros, int member);

    /** A member takes a decision over into its chain. */
    void decided(long nowMicros, int member, Decision decision);

    /** Whether they have seen enough: then the world heals, if it is not yet time. */
    boolean satisfied();
}
