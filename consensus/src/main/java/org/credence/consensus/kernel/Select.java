package org.credence.consensus.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.credence.base.Digest;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;

/**
 * Select of P§1.4: keeps every block that may have been decided in an earlier view. Looks only above c*, the highest
 * decided block
 * reported, because every decided block is comparable with c* and the result extends it in any case (decision 0002).
 */
public final class Select implements SelectionRule {

    @Override
    public Optional<Selection> select(Base base, List<ViewChange> changes, List<Evidence> evidence,
            Quorum quorum) {
        Reports reports = new Reports(base, changes);
        SortedSet<Integer> equivocators = reports.equivocators(evidence);
        if (changes.stream().anyMatch(change -> equivocators.contains(change.voter()))) {
            return Optional.empty();
        }
        Optional<BlockRef> kept = equivocators.isEmpty() ? highest(reports) : supported(reports, quorum);
        Optional<Digest> top = kept.map(BlockRef::id).or(reports::base);
        List<Digest> assigned = top.flatMap(reports::path).orElse(List.of()).stream()
                .map(block -> block.id()).toList();
        return Optional.of(new Selection(reports.decidedHeight(), reports.decidedId(), assigned));
    }

    /** Nobody equivocated: tips and CC lie on one chain (P§1.5 F3). */
    private static Optional<BlockRef> highest(Reports reports) {
        Optional<BlockRef> tip = topmost(reports.tips());
        Optional<BlockRef> certified = reports.certified();
        return tip.filter(t -> certified.isEmpty() || t.height() >= certified.get().height()).or(() -> certified);
    }

    /** The proposer equivocated: what T others support may be decided, and only that (P§1.5 F4). */
    private static Optional<BlockRef> supported(Reports reports, Quorum quorum) {
        Optional<BlockRef> certified = reports.certified();
        List<BlockRef> candidates = reports.blocks().stream()
                .filter(block -> support(reports, block) >= quorum.support())
                .filter(block -> certified.isEmpty() || reports.extendsOrIs(block, certified.get())).toList();
        return topmost(candidates).or(() -> certified);
    }

    private static long support(Reports reports, BlockRef block) {
        return reports.tips().stream().filter(tip -> reports.extendsOrIs(tip, block)).count();
    }

    private static Optional<BlockRef> topmost(List<BlockRef> blocks) {
        return blocks.stream().max(Comparator.comparingLong(BlockRef::height).thenComparing(BlockRef::id));
    }
}
