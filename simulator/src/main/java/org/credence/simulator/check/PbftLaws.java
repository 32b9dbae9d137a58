package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.credence.base.Digest;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Selection;
import org.credence.simulator.result.Invariant;

/** S4 and S5 as they apply to PBFT, read off what correct members made durable. */
final class PbftLaws {

    /** What one correct member has on its disk. */
    private static final class Member {
        private final Map<Long, BlockRef> tips = new HashMap<>();
        private final Map<Long, PbftMessage.NewView> begun = new HashMap<>();
        private final Set<BlockRef> prepared = new HashSet<>();
        private final List<BlockRef> committed = new ArrayList<>();
    }

    /** A view and what it was begun with: a lying leader may begin one with several selections. */
    private record Base(int member, Selection selection) {}

    private final Watch watch;
    private final Lineage lineage;
    private final Ballots ballots;
    private final Predicate<Digest> decidedBlock;
    private final List<Member> members = new ArrayList<>();
    private final TreeMap<Long, Set<Base>> bases = new TreeMap<>();
    private final Frontier frontier;

    /** @param decidedBlock whether a block is decided */
    PbftLaws(int members, Lineage lineage, Frontier frontier, Ballots ballots, Predicate<Digest> decidedBlock,
            Watch watch) {
        this.watch = watch;
        this.frontier = frontier;
        this.lineage = lineage;
        this.ballots = ballots;
        this.decidedBlock = decidedBlock;
        for (int i = 0; i < members; i++) {
            this.members.add(new Member());
        }
    }

    /** A correct member's promise is durable. */
    void promised(int member, Promise promise) {
        Member of = members.get(member);
        switch (promise) {
            case Promise.Cast(BlockRef block) -> cast(member, of, block);
            case Promise.Prepared(var certificate) -> {
                watch.require(ballots.hasQuorum(certificate.block()), Invariant.S4, member,
                        () -> "holds a certificate that nobody made, on " + place(certificate.block()));
                of.prepared.add(certificate.block());
            }
            case Promise.Committed(BlockRef block) -> {
                if (of.prepared.contains(block)) {
                    of.committed.add(block);
                }
            }
            case Promise.Installed(var newView) -> begun(member, of, newView);
            case Promise _ -> {}
        }
    }

    /** One chain per view, from what the view was begun with; blocks that are decided may be skipped. */
    private void cast(int member, Member of, BlockRef block) {
        Optional<Selection> base = Optional.ofNullable(of.begun.get(block.view())).map(PbftMessage.NewView::selection);
        watch.require(block.view() == 0 || base.isPresent(), Invariant.S4, member,
                () -> "PREPARE in view " + block.view() + " that has not begun");
        BlockRef before = of.tips.put(block.view(), block);
        if (before != null && before.equals(block)) {
            return;
        }
        long from = before != null ? before.height() : base.map(Selection::decidedHeight).orElse(0L);
        Digest anchor = before != null ? before.id() : base.map(Selection::decidedId).orElse(lineage.genesis());
        Digest parent = lineage.ancestor(block.id(), block.height() - 1).orElse(Digest.ZERO);
        boolean follows = parent.equals(anchor) || settled(block.height() - 1, parent)
                && lineage.ancestor(parent, from).filter(anchor::equals).isPresent();
        boolean carried = base.filter(selection -> block.height() <= selection.baseHeight()
                && !selection.assigned().contains(block.id())).isEmpty();
        watch.require(follows && carried, Invariant.S4, member,
                () -> "PREPARE of " + place(block) + " does not follow height " + from + " " + anchor.brief());
    }

    /** Whether the block is decided, or will be: the promises of a run are heard of before its decisions. */
    private boolean settled(long height, Digest block) {
        return decidedBlock.test(block) || frontier.all().stream()
                .anyMatch(above -> lineage.ancestor(above.id(), height).filter(block::equals).isPresent());
    }

    private void begun(int member, Member of, PbftMessage.NewView newView) {
        PbftMessage.NewView other = of.begun.putIfAbsent(newView.view(), newView);
        watch.require(other == null || other.selection().equals(newView.selection()), Invariant.S4, member,
                () -> "enters view " + newView.view() + " twice");
        Base base = new Base(member, newView.selection());
        if (bases.computeIfAbsent(newView.view(), view -> new HashSet<>()).add(base)) {
            frontier.below(newView.view()).forEach(block -> require(newView.view(), base, block));
        }
    }

    /** A block is new on the frontier. */
    void decidable(BlockRef block) {
        bases.tailMap(block.view(), false).forEach((view, of) -> of.forEach(base -> require(view, base, block)));
    }

    void forget(Past past) {
        bases.headMap(past.view(), true).clear();
        for (Member of : members) {
            of.tips.keySet().removeIf(view -> view <= past.view());
            of.begun.keySet().removeIf(view -> view <= past.view());
            of.prepared.removeIf(block -> block.height() <= past.height());
            of.committed.removeIf(block -> block.height() <= past.height());
        }
    }

    /** Views and blocks that are remembered. */
    int kept() {
        return bases.size() + members.stream()
                .mapToInt(of -> of.tips.size() + of.begun.size() + of.prepared.size() + of.committed.size()).sum();
    }

    private void require(long view, Base base, BlockRef block) {
        Selection selection = base.selection();
        boolean extended = lineage.ancestor(selection.baseId(), block.height()).filter(block.id()::equals).isPresent();
        watch.require(extended, Invariant.S5, base.member(), () -> "view " + view + " begins on height "
                + selection.baseHeight() + " " + selection.baseId().brief() + ", which does not lead to "
                + place(block) + ", decided");
    }

    /** A message leaves a correct member. */
    void sent(int member, PbftMessage message) {
        Member of = members.get(member);
        switch (message) {
            case PbftMessage.Change change when change.voter() == member -> reports(member, of, change);
            case PbftMessage.NewView newView -> watch.require(newView.leader() != member
                    || newView.equals(of.begun.get(newView.view())), Invariant.S4, member,
                    () -> "NEW_VIEW of view " + newView.view() + " sent but not durable");
            case PbftMessage.Change _ -> {}
        }
    }

    /**
     * A report shows whatever its voter COMMITted, unless something that contradicts it is decided or prepared later.
     */
    private void reports(int member, Member of, PbftMessage.Change change) {
        Digest head = change.decided().map(header -> header.header().id()).orElse(lineage.genesis());
        for (BlockRef block : of.committed) {
            boolean shown = block.height() <= change.decidedHeight() || block.view() >= change.newView()
                    || lineage.ancestor(block.id(), change.decidedHeight()).filter(head::equals).isEmpty()
                    || change.path().stream().anyMatch(b -> b.id().equals(block.id()))
                    || change.prepared().stream().map(Certificate::block)
                            .anyMatch(later -> later.view() > block.view() && !comparable(later, block));
            watch.require(shown, Invariant.S4, member,
                    () -> "VIEW_CHANGE for view " + change.newView() + " hides " + place(block));
        }
    }

    private boolean comparable(BlockRef a, BlockRef b) {
        BlockRef lower = a.height() < b.height() ? a : b;
        BlockRef upper = a.height() < b.height() ? b : a;
        return lineage.ancestor(upper.id(), lower.height()).filter(lower.id()::equals).isPresent();
    }

    private static String place(BlockRef block) {
        return "view " + block.view() + " height " + block.height() + " " + block.id().brief();
    }
}
