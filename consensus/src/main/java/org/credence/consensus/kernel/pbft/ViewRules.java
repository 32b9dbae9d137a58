package org.credence.consensus.kernel.pbft;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.SignedBlock;

/** When a report or a NEW_VIEW is valid, given that every signature in it is. */
final class ViewRules {

    private final Committee committee;
    private final Leadership leadership;
    private final Base base;

    ViewRules(Committee committee, Leadership leadership, Base base) {
        this.committee = committee;
        this.leadership = leadership;
        this.base = base;
    }

    /** A report proves all it claims: nothing in it rests on its voter's word. */
    boolean valid(Change change) {
        return change.epoch() == committee.epoch() && change.newView() > 0 && committee.has(change.voter())
                && change.decided().stream().allMatch(this::holds) && connected(change)
                && change.prepared().stream().allMatch(certificate -> placed(certificate, change))
                && endsPrepared(change);
    }

    private boolean holds(DecidedHeader decided) {
        Header header = decided.header();
        return header.chainId().equals(committee.chainId()) && header.epoch() == committee.epoch()
                && header.height() > 0 && decided.holds(committee.quorum());
    }

    /** Whether q members PREPAREd a block of the path, in a view that the voter has left. */
    private boolean placed(Certificate certificate, Change change) {
        BlockRef block = certificate.block();
        long index = block.height() - change.decidedHeight() - 1;
        if (!certificate.certifies(committee.quorum()) || block.epoch() != committee.epoch()
                || block.view() >= change.newView() || index < 0 || index >= change.path().size()) {
            return false;
        }
        SignedBlock signed = change.path().get((int) index);
        return signed.id().equals(block.id()) && signed.block().view() <= block.view();
    }

    private static boolean endsPrepared(Change change) {
        return change.path().isEmpty()
                ? change.prepared().isEmpty()
                : change.highest().filter(top -> top.id().equals(change.path().getLast().id())).isPresent();
    }

    /** Whether the path is a chain on the decided block. */
    private boolean connected(Change change) {
        Digest parent = change.decided().map(decided -> decided.header().id()).orElse(base.id());
        long view = change.decided().map(decided -> decided.header().view()).orElse(0L);
        long height = change.decidedHeight();
        for (SignedBlock signed : change.path()) {
            Header header = signed.block().header();
            height++;
            if (!header.chainId().equals(committee.chainId()) || header.epoch() != committee.epoch()
                    || !header.parent().equals(parent) || header.height() != height || header.view() < view
                    || header.proposer() != leadership.leader(header.view())) {
                return false;
            }
            parent = signed.id();
            view = header.view();
        }
        return true;
    }

    boolean valid(NewView newView) {
        List<Change> changes = newView.changes();
        if (newView.epoch() != committee.epoch() || newView.leader() != leadership.leader(newView.view())
                || changes.size() != committee.quorum().change()) {
            return false;
        }
        for (int i = 0; i < changes.size(); i++) {
            Change change = changes.get(i);
            boolean ascending = i == 0 || changes.get(i - 1).voter() < change.voter();
            if (!ascending || change.newView() != newView.view() || !valid(change)) {
                return false;
            }
        }
        return Carried.select(base, changes).equals(newView.selection());
    }
}
