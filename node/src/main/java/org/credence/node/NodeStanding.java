package org.credence.node;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Roster;

/**
 * Where a node stands: the answer to {@code status} and {@code why}.
 *
 * @param self           this member's index
 * @param roster         who the members are
 * @param engine         consensus, with what it waits for
 * @param engineMicros   the engine's clock when that was read; {@link Status.Wait#sinceMicros} is on the same clock
 * @param executedHeight highest decided height that has been executed
 * @param stateRoot      state root after it
 * @param mempool        transactions taken in and not yet in a batch
 * @param tracked        transactions taken in and not yet decided
 * @param nextTimer      the next timer in words, empty if none is armed
 * @param members        all members, in committee order
 * @param halted         why the node has stopped itself for good; empty while it runs
 */
public record NodeStanding(int self, Roster roster, Status engine, long engineMicros, long executedHeight,
        Digest stateRoot, int mempool,
        int tracked, String nextTimer, List<MemberStanding> members, Optional<String> halted) {

    public NodeStanding {
        members = List.copyOf(members);
    }

    /** The same, but stopped for good. */
    NodeStanding halted(Optional<String> why) {
        return new NodeStanding(self, roster, engine, engineMicros, executedHeight, stateRoot, mempool, tracked,
                nextTimer, members, why);
    }
}
