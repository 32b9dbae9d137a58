package org.credence.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;

/** Members propose changes and approve them; what a quorum wants is made at the end of the epoch (P§1.7). */
final class Assembly {

    /** Who proposes approves. */
    void propose(PublicKey sender, Change change, EpochRecord record, Roster roster, State state) {
        String obstacle = Amendment.obstacle(change, roster);
        if (!obstacle.isEmpty()) {
            throw new Rejected(ConsortiumCode.IMPOSSIBLE_CHANGE, "change", obstacle);
        }
        List<Proposal> open = new ArrayList<>(open(state));
        if (open.stream().anyMatch(proposal -> proposal.change().equals(change))) {
            throw new Rejected(ConsortiumCode.ALREADY_PROPOSED, "change", "is proposed already: approve it");
        }
        if (open.size() >= Proposal.MOST) {
            throw new Rejected(ConsortiumCode.TOO_MANY_PROPOSALS, "proposals", "are " + open.size() + ", limit "
                    + Proposal.MOST);
        }
        open.add(new Proposal(record.number(), change, List.of(sender)));
        state.put(StateKey.proposals(), Proposal.encoded(open));
    }

    void approve(PublicKey sender, Digest id, State state) {
        List<Proposal> open = new ArrayList<>(open(state));
        for (int i = 0; i < open.size(); i++) {
            Proposal proposal = open.get(i);
            if (proposal.id().equals(id)) {
                if (proposal.approvals().contains(sender)) {
                    throw new Rejected(ConsortiumCode.ALREADY_APPROVED, "approve.proposal", "by this member");
                }
                open.set(i, proposal.approvedBy(sender));
                state.put(StateKey.proposals(), Proposal.encoded(open));
                return;
            }
        }
        throw new Rejected(ConsortiumCode.NO_SUCH_PROPOSAL, "approve.proposal", id.brief() + " is not open");
    }

    /** What is accepted is made, in the order in which it was proposed; what is old is dropped. */
    Amendment decide(EpochRecord record, Roster roster, List<MemberRecord> earned, State state) {
        Amendment amendment = new Amendment(roster, earned, record.model());
        List<Proposal> open = open(state);
        List<Proposal> left = new ArrayList<>();
        for (Proposal proposal : open) {
            boolean done = proposal.accepted(roster) ? amendment.make(proposal.change())
                    : record.number() - proposal.epoch() >= Proposal.LASTS;
            if (!done) {
                left.add(proposal);
            }
        }
        if (left.size() < open.size()) {
            state.put(StateKey.proposals(), Proposal.encoded(left));
        }
        return amendment;
    }

    private static List<Proposal> open(State state) {
        return Proposal.of(state.value(StateKey.proposals()));
    }
}
