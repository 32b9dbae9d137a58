package org.credence.lab.cbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.TransferMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.SignedBlock;

/**
 * "Improved view replacement protocol" (section III-C). VIEW-CHANGE-ACK is left out: every VIEW-CHANGE is signed and
 * shown whole in V, so an ACK attests nothing more (P§2.1 G11). Nobody joins the complaint of others, waits do not
 * grow, and evidence excludes nobody: of all that the paper says nothing.
 */
final class Replacing {

    private static final Signature UNSIGNED = new Signature(Digest.ZERO, Digest.ZERO);

    private final Replica replica;
    private final Confirming confirming;
    /** VIEW-CHANGEs by view and voter, in the order in which they came. */
    private final TreeMap<Long, List<ViewChange>> received = new TreeMap<>();
    private Optional<ViewChange> own = Optional.empty();
    private Optional<NewViewProof> announced = Optional.empty();

    Replacing(Replica replica, Confirming confirming) {
        this.replica = replica;
        this.confirming = confirming;
    }

    /** Broadcasts VIEW-CHANGE for the next view. */
    void leave(Cause cause) {
        replica.move(replica.view() + 1, false, cause);
        confirming.entered();
        ViewChange change = report();
        own = Optional.of(change);
        replica.sendOthers(new Message.Change(change));
        keep(change);
    }

    /** ⟨VIEW-CHANGE, v+1, L, Q, i⟩. */
    private ViewChange report() {
        Optional<SignedBlock> completed =
                replica.accepted().filter(_ -> replica.reading().completed() == Reading.Completed.ACCEPTED);
        Optional<BlockRef> tip = completed.map(SignedBlock::ref);
        ViewChange change = new ViewChange(replica.committee().epoch(), replica.view(), replica.self(),
                replica.primary(replica.view()), replica.checkpoint(), Optional.empty(), tip,
                completed.stream().toList(), List.of(), List.of(), UNSIGNED);
        return change.signed(replica.sign(change.statement(replica.committee().chainId())));
    }

    void onChange(int sender, ViewChange change) {
        if (change.newView() < replica.view() || change.newView() == replica.view() && replica.active()) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else if (!legal(change)) {
            replica.ignore(Reason.INVALID_CHANGE, sender);
        } else {
            keep(change);
        }
    }

    /** "The view, the new primary node sequence number L, and the Q set information are legal." */
    private boolean legal(ViewChange change) {
        return change.leader() == replica.primary(change.newView()) && change.path().size() <= 1
                && change.decided().map(this::proven).orElse(true)
                && change.path().stream().map(SignedBlock::block)
                        .allMatch(block -> block.height() == change.decidedHeight() + 1
                                && block.view() < change.newView()
                                && block.header().proposer() == replica.primary(block.view()));
    }

    private boolean proven(DecidedHeader decided) {
        BlockRef block = decided.certificate().block();
        return block.id().equals(decided.header().id()) && block.height() == decided.height()
                && decided.certificate().votes().size() >= replica.printedQuorum();
    }

    private void keep(ViewChange change) {
        List<ViewChange> changes = received.computeIfAbsent(change.newView(), _ -> new ArrayList<>());
        if (changes.stream().noneMatch(known -> known.voter() == change.voter())) {
            changes.add(change);
        }
        announce(change.newView());
    }

    /** "If the new master node receives 2f+1 VIEW-CHANGE messages": the first ones that come are V. */
    private void announce(long view) {
        List<ViewChange> changes = received.getOrDefault(view, List.of());
        if (replica.primary(view) != replica.self() || changes.size() < replica.printedQuorum()) {
            return;
        }
        List<ViewChange> v = changes.stream().limit(replica.printedQuorum())
                .sorted((a, b) -> Integer.compare(a.voter(), b.voter())).toList();
        Allocation x = Allocation.of(replica.committee(), view, replica.self(), v);
        NewViewProof unsigned = new NewViewProof(replica.committee().epoch(), view, replica.self(), v, List.of(),
                x.selection(), UNSIGNED);
        NewViewProof proof = unsigned.signed(replica.sign(unsigned.statement(replica.committee().chainId())));
        replica.sendOthers(new Message.NewView(proof));
        enter(proof, x);
    }

    void onNewView(int sender, NewViewProof proof) {
        boolean later = proof.view() > replica.view() || proof.view() == replica.view() && !replica.active();
        if (!later) {
            replica.ignore(Reason.STALE_VIEW, sender);
        } else if (!consistent(proof)) {
            replica.ignore(Reason.INVALID_NEW_VIEW, sender);
        } else {
            enter(proof, Allocation.of(replica.committee(), proof.view(), proof.leader(), proof.changes()));
        }
    }

    /**
     * "It is verified whether the result of the assignment is consistent with the allocation result in the NEWVIEW."
     */
    private boolean consistent(NewViewProof proof) {
        long voters = proof.changes().stream().map(ViewChange::voter).distinct().count();
        return proof.leader() == replica.primary(proof.view())
                && proof.changes().size() >= replica.printedQuorum() && voters == proof.changes().size()
                && proof.changes().stream().allMatch(change -> change.newView() == proof.view() && legal(change))
                && Allocation.of(replica.committee(), proof.view(), proof.leader(), proof.changes()).selection()
                        .equals(proof.selection());
    }

    private void enter(NewViewProof proof, Allocation x) {
        boolean mine = proof.leader() == replica.self();
        replica.move(proof.view(), true, mine ? Cause.NO_PROGRESS : Cause.OPENED);
        confirming.entered();
        own = Optional.empty();
        announced = Optional.of(proof).filter(_ -> mine);
        received.headMap(proof.view(), true).clear();
        long height = proof.selection().baseHeight();
        confirming.assign(height, proof.selection().baseId());
        x.block().ifPresent(block -> confirming.onPropose(proof.leader(), block));
        synchronise(proof);
        if (mine && x.block().isEmpty()) {
            confirming.propose(Allocation.empty(replica.committee(), proof.view(), proof.leader(),
                    proof.changes().stream().flatMap(change -> change.decided().stream())
                            .filter(decided -> decided.height() == height - 1).map(DecidedHeader::header).findFirst()));
        }
    }

    /** "The data state of the current node is synchronized to the checkpoint": asks those whose report proved it. */
    private void synchronise(NewViewProof proof) {
        long checkpoint = proof.selection().decidedHeight();
        if (checkpoint > replica.height()) {
            proof.changes().stream().filter(change -> change.decidedHeight() == checkpoint)
                    .forEach(change -> replica.sendTo(change.voter(),
                            new TransferMessage.DecisionRequest(replica.height() + 1,
                                    Math.min(checkpoint, replica.height() + TransferMessage.DecisionRequest.MOST))));
        }
    }

    /** A member says that it is not in this view: it may have lost what opened it. */
    void lags(int member) {
        announced.filter(_ -> replica.active())
                .ifPresent(proof -> replica.sendTo(member, new Message.NewView(proof)));
    }

    /** Says its complaint again, if it still stands. */
    void repeat() {
        own.filter(_ -> !replica.active()).ifPresent(change -> replica.sendOthers(new Message.Change(change)));
    }
}
