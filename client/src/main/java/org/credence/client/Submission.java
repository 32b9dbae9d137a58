package org.credence.client;

import org.credence.base.Digest;

/** What a member says became of a transaction. Its word only: see {@link CredenceClient#prove}. */
public sealed interface Submission {

    /** Id of the transaction. */
    Digest id();

    /** Taken in, not decided yet. */
    record Accepted(Digest id) implements Submission {}

    /**
     * Ordered and executed: can never be undone.
     *
     * @param height      height of its block
     * @param index       its place among the block's transactions, from 0
     * @param outcome     {@code ACCEPTED} if it took effect, else the reason
     * @param outcomeCode the outcome's stable number, 0 if it took effect
     */
    record Decided(Digest id, long height, int index, String outcome, int outcomeCode) implements Submission {

        /** Whether it took effect. */
        public boolean accepted() {
            return outcomeCode == 0;
        }
    }
}
