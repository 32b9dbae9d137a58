package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.base.PublicKey;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.ledger.epoch.Change;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.Proposal;
import org.credence.node.NodeService;
import org.credence.node.api.CertifiedState.Certified;
import org.credence.node.api.CertifiedState.Held;

/** Answers who the members are and were, and what they want to change; each with its proof. */
final class RosterApi {

    private final NodeService node;
    private final CertifiedState state;

    RosterApi(NodeService node, CertifiedState state) {
        this.node = node;
        this.state = state;
    }

    /** Members from an epoch on; {@code present} is false while they are those of the genesis. */
    record RosterView(boolean present, int since, int f, int p, List<SeatView> members, Certified certified) {}

    /** A member's place. */
    record SeatView(String name, String key, String host, int peerPort, int apiPort) {

        static SeatView of(Seat seat) {
            return new SeatView(seat.name(), seat.key().hex(), seat.host(), seat.peerPort(), seat.apiPort());
        }
    }

    /** Proposals, in the order in which they were made. */
    record Proposals(List<ProposalView> proposals, Certified certified) {}

    /**
     * A change that some want.
     *
     * @param kind   {@code join}, {@code leave}, {@code rotate} or {@code model}
     * @param needed approvals that it takes
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record ProposalView(String id, int epoch, String kind, Optional<String> name, Optional<String> key,
            Optional<String> model, List<String> approvedBy, int needed) {}

    /** {@code GET /v1/roster}. */
    Answer present(Call call) {
        call.allowOnly(Set.of());
        Constitution constitution = constitution();
        Held held = state.read(StateKey.roster());
        return Answer.json(view(constitution.roster(held.value()), held));
    }

    /** {@code GET /v1/rosters/{since}}. */
    Answer past(Call call) {
        call.allowOnly(Set.of());
        constitution();
        int since = (int) call.number("since", 0, Integer.MAX_VALUE);
        Held held = state.read(StateKey.pastRoster(since));
        Roster roster = held.value().map(Roster::decode).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND,
                "no members were replaced that had been members since epoch " + since));
        return Answer.json(view(roster, held));
    }

    /** {@code GET /v1/proposals}. */
    Answer proposals(Call call) {
        call.allowOnly(Set.of());
        Constitution constitution = constitution();
        Held held = state.read(StateKey.proposals());
        Roster roster = constitution.roster(node.value(StateKey.roster()));
        return Answer.json(new Proposals(Proposal.of(held.value()).stream().map(p -> view(p, roster)).toList(),
                held.certified()));
    }

    private Constitution constitution() {
        return node.genesis().constitution().orElseThrow(
                () -> new ApiException(ErrorCode.NOT_FOUND, "this chain has one epoch, whose members never change"));
    }

    private static RosterView view(Roster roster, Held held) {
        return new RosterView(held.value().isPresent(), roster.since(), roster.quorum().f(), roster.quorum().p(),
                roster.seats().stream().map(SeatView::of).toList(), held.certified());
    }

    private static ProposalView view(Proposal proposal, Roster roster) {
        List<String> approvedBy = roster.seats().stream().filter(seat -> proposal.approvals().contains(seat.key()))
                .map(Seat::name).toList();
        String id = proposal.id().hex();
        int epoch = proposal.epoch();
        int needed = roster.quorum().slow();
        return switch (proposal.change()) {
            case Change.Join(Seat seat, _) -> new ProposalView(id, epoch, "join", Optional.of(seat.name()),
                    Optional.of(seat.key().hex()), Optional.empty(), approvedBy, needed);
            case Change.Leave(String name) -> new ProposalView(id, epoch, "leave", Optional.of(name), Optional.empty(),
                    Optional.empty(), approvedBy, needed);
            case Change.Rotate(String name, PublicKey key, _) -> new ProposalView(id, epoch, "rotate",
                    Optional.of(name), Optional.of(key.hex()), Optional.empty(), approvedBy, needed);
            case Change.Remodel(var model) -> new ProposalView(id, epoch, "model", Optional.empty(), Optional.empty(),
                    Optional.of(model.hex()), approvedBy, needed);
        };
    }
}
