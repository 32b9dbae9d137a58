package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Availability;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Leadership;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;

/**
 * When a VIEW_CHANGE or NEW_VIEW is valid (P§1.4), given that every signature in it is. The heart of it: a tip or CC of
 * view w counts only
 * with the progress certificate of w and a path on which every block of w extends that view's base.
 */
final class ChangeRules {

    private final Epoch epoch;
    private final Committee committee;
    private final Turns turns;
    private final Base base;
    private final SelectionRule rule;

    ChangeRules(Epoch epoch, Leadership leadership, SelectionRule rule) {
        this(epoch, (member, view) -> leadership.leader(view) == member, rule);
    }

    private ChangeRules(Epoch epoch, Turns turns, SelectionRule rule) {
        this.epoch = epoch;
        this.committee = epoch.committee();
        this.turns = turns;
        this.base = epoch.base();
        this.rule = rule;
    }

    /** As those apply the rules who do not know who led when: nothing that they refuse is valid with any ranking. */
    static ChangeRules ofAnyRanking(Epoch epoch, SelectionRule rule) {
        return new ChangeRules(epoch, (member, view) -> true, rule);
    }

    /** Who leads when. */
    private interface Turns {

        boolean leads(int member, long view);
    }

    /** What a block of the path may stand on. */
    private record Foot(long height, long view) {}

    boolean valid(ViewChange change) {
        Quorum quorum = committee.quorum();
        return change.epoch() == committee.epoch() && change.newView() > 0 && committee.has(change.voter())
                && turns.leads(change.leader(), change.newView())
                && change.decided().stream().allMatch(this::validDecided)
                && change.highest().stream().allMatch(c -> c.certifies(quorum) && placed(c.block(), change))
                && change.tip().stream().allMatch(tip -> placed(tip, change))
                && change.openings().stream().allMatch(o -> o.epoch() == committee.epoch() && o.holds(quorum))
                && change.evidence().stream().allMatch(this::countsInSelection) && connected(change);
    }

    /** Only who has proposed two blocks for one place is left out of a selection. */
    private boolean countsInSelection(Evidence evidence) {
        return evidence instanceof Evidence.Equivocation && evidence.epoch() == committee.epoch()
                && committee.has(evidence.culprit()) && evidence.isOf(committee.chainId()) && evidence.conflicts();
    }

    boolean valid(NewViewProof proof) {
        List<ViewChange> changes = proof.changes();
        if (proof.epoch() != committee.epoch() || !turns.leads(proof.leader(), proof.view())
                || changes.size() != committee.quorum().change()) {
            return false;
        }
        for (int i = 0; i < changes.size(); i++) {
            ViewChange change = changes.get(i);
            boolean ascending = i == 0 || changes.get(i - 1).voter() < change.voter();
            if (!ascending || change.newView() != proof.view() || !valid(change)) {
                return false;
            }
        }
        return proof.evidence().stream().allMatch(this::countsInSelection)
                && rule.select(base, changes, proof.evidence(), committee.quorum())
                        .filter(proof.selection()::equals).isPresent();
    }

    private boolean validDecided(DecidedHeader decided) {
        Header header = decided.header();
        return header.chainId().equals(committee.chainId()) && header.epoch() == committee.epoch()
                && epoch.holds(header.height())
                && decided.holds(committee.quorum());
    }

    /**
     * Whether a reported block is of an earlier view, above the decided head, on the path, and its view is justified.
     */
    private boolean placed(BlockRef block, ViewChange change) {
        return block.view() < change.newView() && block.height() > decidedHeight(change)
                && change.path().stream().anyMatch(b -> b.ref().equals(block))
                && (block.view() == 0 || openingOf(block.view(), change).isPresent());
    }

    private long decidedHeight(ViewChange change) {
        return change.decided().map(DecidedHeader::height).orElse(base.height());
    }

    private static Optional<Opening> openingOf(long view, ViewChange change) {
        return change.openings().stream().filter(opening -> opening.view() == view).findFirst();
    }

    private boolean connected(ViewChange change) {
        TreeMap<Digest, Foot> below = new TreeMap<>();
        below.put(change.decided().map(d -> d.header().id()).orElse(base.id()), new Foot(decidedHeight(change),
                change.decided().map(d -> d.header().view()).orElse(0L)));
        for (SignedBlock signed : change.path()) {
            Header header = signed.block().header();
            Foot parent = below.get(header.parent());
            if (parent == null || parent.height() + 1 != header.height() || header.view() < parent.view()
                    || !wellFormed(signed, change) || !extendsBase(header, parent.view(), change)) {
                return false;
            }
            below.put(signed.id(), new Foot(header.height(), header.view()));
        }
        return true;
    }

    private boolean wellFormed(SignedBlock signed, ViewChange change) {
        Header header = signed.block().header();
        return header.chainId().equals(committee.chainId()) && header.epoch() == committee.epoch()
                && header.view() < change.newView() && turns.leads(header.proposer(), header.view())
                && signed.block().batches().stream()
                        .allMatch(batch -> Availability.orderable(batch, header.proposer(), committee.quorum()));
    }

    /** The first block of a view must stand on the view's base; every block of it names the view's opening. */
    private boolean extendsBase(Header header, long parentView, ViewChange change) {
        if (header.view() == 0) {
            return header.opening().equals(Digest.ZERO);
        }
        return openingOf(header.view(), change).stream()
                .allMatch(opening -> header.opening().equals(opening.hash(committee.chainId()))
                        && (header.view() == parentView || header.parent().equals(opening.selection().baseId())));
    }
}
