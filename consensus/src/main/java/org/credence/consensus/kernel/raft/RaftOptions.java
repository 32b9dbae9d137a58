package org.credence.consensus.kernel.raft;

/**
 * How one Raft behaves; none of it touches safety.
 *
 * @param trial         pre-vote: nobody enters a new view before a majority would elect it, so that a member that was
 *                      cut off does not depose the leader when it returns
 * @param checkQuorum   a leader that hears from no majority steps down, and a member that hears from a leader takes
 *                      part in no election
 * @param inFlight      messages with entries under way to one member
 * @param most          entries in one message
 * @param timeoutMicros T: an election begins after a time from T to 2T without a leader
 */
public record RaftOptions(boolean trial, boolean checkQuorum, int inFlight, int most, long timeoutMicros) {

    public RaftOptions {
        if (inFlight < 1 || most < 1 || timeoutMicros < 1) {
            throw new IllegalArgumentException("raft: inFlight=" + inFlight + ", most=" + most + ", timeoutMicros="
                    + timeoutMicros + ", must be at least 1");
        }
    }
}
