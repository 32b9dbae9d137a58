package org.credence.consensus.kernel.raft;

import java.util.List;
import java.util.OptionalLong;
import org.credence.consensus.kernel.raft.Entry.Change;

/**
 * Changes of who votes, which the leader makes. A change counts from the moment it is in the log (Raft §6). There is
 * one at a time, and none before the leader has decided something of its own view: otherwise two leaders could each
 * change a different log.
 */
final class Membership<P> {

    private final Raft<P> raft;

    Membership(Raft<P> raft) {
        this.raft = raft;
    }

    /**
     * Begins to let others vote.
     *
     * @return whether it could: it leads, has decided something of its own view, and no other change is under way
     */
    boolean change(List<Integer> target) {
        Log<P> log = raft.log();
        OptionalLong ofDecided = log.view(raft.decided());
        boolean ready = raft.leads() && ofDecided.isPresent() && ofDecided.getAsLong() == raft.view()
                && log.changedAt() <= raft.decided() && !log.voters().joint();
        if (ready) {
            raft.propose(new Change<>(log.voters().towards(target)));
        }
        return ready;
    }

    /**
     * The leader has decided something, perhaps a change: the second half of a joint one follows, and a leader that
     * votes no longer steps down.
     */
    void decided() {
        Voters voters = raft.log().voters();
        if (raft.log().changedAt() > raft.decided()) {
            return;
        }
        if (voters.joint()) {
            raft.propose(new Change<>(voters.settled()));
        } else if (!voters.includes(raft.self())) {
            raft.follow();
        }
    }
}
