package org.credence.consensus.kernel.raft;

import java.util.List;

/** What members say to each other to keep one log. */
sealed interface LogMessage<P> {

    /** The view its sender was in. */
    long view();

    /** Its sender stands for the view it has just entered (RequestVote). */
    record VoteRequest<P>(long view, Position last) implements LogMessage<P> {}

    /** The answer. */
    record Vote<P>(long view, boolean granted) implements LogMessage<P> {}

    /** Its sender asks whether it would be elected, before it enters the next view (pre-vote, thesis §9.6). */
    record TrialRequest<P>(long view, Position last) implements LogMessage<P> {}

    /**
     * The answer.
     *
     * @param asked view of the request
     */
    record TrialVote<P>(long view, long asked, boolean granted) implements LogMessage<P> {}

    /**
     * What follows {@code previous} in the leader's log; without entries a sign of life (AppendEntries).
     *
     * @param decided highest decided height
     * @param answer  whether the leader waits for an answer
     */
    record Append<P>(long view, Position previous, List<Entry<P>> entries, long decided, boolean answer)
            implements
                LogMessage<P> {

        public Append {
            entries = List.copyOf(entries);
        }

        /** Where the leader's log is known to stand after it. */
        Position end() {
            return entries.isEmpty() ? previous : entries.getLast().at();
        }
    }

    /** Its sender's log is the leader's up to {@code height}, durably. */
    record Appended<P>(long view, long height) implements LogMessage<P> {}

    /**
     * Its sender lacks what an Append was to follow.
     *
     * @param refused height that was to be followed
     * @param meeting where the logs may meet at the highest
     */
    record Mismatch<P>(long view, long refused, Position meeting) implements LogMessage<P> {}

    /** What its receiver lacks is no longer in the leader's log: it must get it elsewhere (InstallSnapshot). */
    record Snapshot<P>(long view, Position decided, Voters voters) implements LogMessage<P> {}
}
