package org.credence.simulator.check;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Vote;
import org.credence.consensus.kernel.Select;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Opening;
import org.credence.simulator.result.Invariant;

/**
 * S5: one opening per view, and its base extends every block decided in lower views, also those whose decision nobody
 * has seen yet.
 */
final class Openings {

    private final Watch watch;
    private final Committee committee;
    private final Base on;
    private final Lineage lineage;
    private final TreeMap<Long, Opening> openings = new TreeMap<>();
    private final Frontier frontier;

    /** @param on the block that the epoch stands on */
    Openings(Committee committee, Base on, Lineage lineage, Frontier frontier, Watch watch) {
        this.watch = watch;
        this.frontier = frontier;
        this.committee = committee;
        this.on = on;
        this.lineage = lineage;
    }

    /** A correct member holds the opening. */
    void opened(int member, Opening opening) {
        watch.require(opening.holds(committee.quorum()) && ascending(opening.votes()), Invariant.S5, member,
                () -> "view " + opening.view() + " opens by " + opening.votes().size() + " votes");
        Opening known = openings.putIfAbsent(opening.view(), opening);
        if (known != null) {
            watch.require(known.selection().equals(opening.selection()), Invariant.S5, member,
                    () -> "view " + opening.view() + " has two openings");
            return;
        }
        frontier.below(opening.view()).forEach(block -> require(member, opening, block));
    }

    private static boolean ascending(List<Vote> votes) {
        return IntStream.range(1, votes.size()).allMatch(i -> votes.get(i - 1).member() < votes.get(i).member());
    }

    /** A correct leader announces what a view starts from: by the rule, from enough reports. */
    void announced(int member, NewViewProof proof) {
        watch.require(proof.changes().size() == committee.quorum().change(), Invariant.S5, member,
                () -> "NEW_VIEW of view " + proof.view() + " rests on " + proof.changes().size() + " reports");
        watch.require(new Select().select(on, proof.changes(), proof.evidence(), committee.quorum())
                .filter(proof.selection()::equals).isPresent(), Invariant.S5, member,
                () -> "NEW_VIEW of view " + proof.view() + " selects against the rule");
    }

    /** A block is new on the frontier. */
    void decidable(int member, BlockRef block) {
        openings.tailMap(block.view(), false).values().forEach(opening -> require(member, opening, block));
    }

    /** The block that blocks of the view build on, if the view was opened with this hash. */
    Optional<Lineage.Place> base(long view, Digest openingHash) {
        if (view == 0) {
            return Optional.of(new Lineage.Place(on.height(), on.id()));
        }
        Opening opening = openings.get(view);
        return opening == null || !opening.hash(committee.chainId()).equals(openingHash)
                ? Optional.empty()
                : Optional.of(new Lineage.Place(opening.selection().baseHeight(), opening.selection().baseId()));
    }

    void forget(Past past) {
        openings.headMap(past.view(), true).clear();
    }

    /** Openings that are remembered. */
    int kept() {
        return openings.size();
    }

    private void require(int member, Opening opening, BlockRef block) {
        boolean extended = lineage.ancestor(opening.selection().baseId(), block.height())
                .filter(block.id()::equals).isPresent();
        watch.require(extended, Invariant.S5, member, () -> "view " + opening.view() + " opens on height "
                + opening.selection().baseHeight() + " " + opening.selection().baseId().brief()
                + ", which does not extend height "
                + block.height() + " " + block.id().brief() + " decided in view " + block.view());
    }
}
