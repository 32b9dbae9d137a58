package org.credence.consensus.kernel.pbft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/**
 * Which undecided blocks a new view votes on anew: the set O of PBFT, for blocks that name their parents. Per height
 * the prepared certificate of the highest view counts; what does not stand on the blocks chosen below it is dropped,
 * and so is everything above a gap.
 *
 * <p>
 * Nothing decided is lost. Let D be decided by q COMMITs of view v. Claim: in every view above v, whatever is prepared
 * is an ancestor of D, D, or a descendant of it, and every valid NEW_VIEW leads to D or beyond.
 * <ul>
 * <li>In view v itself the claim on prepared blocks holds too: a correct member PREPAREs one chain per view, and any
 * two quorums of a view share a correct member, so what is prepared in one view lies on one chain.
 * <li>Let w be above v and the claim hold from v to w−1. Of n−f reports for w, one is by a correct member that sent
 * COMMIT for D, since q > 2f; it held D's certificate durably before that, and keeps per height the one of the highest
 * view. So its report shows D prepared in view v or later, or decided blocks up to D or beyond it.
 * <li>If the highest decided block reported is at or above D, it is D or a descendant. Otherwise D's certificate can be
 * chosen, from any block below D on its chain; every certificate that ranks above it is of a view from v to w−1, so by
 * the claim its block is comparable with D. Hence the choice, highest view first, stays on D's chain until it has D.
 * <li>In view w correct members PREPARE the selection's blocks and descendants of the last one alone, so what is
 * prepared there is comparable with D again.
 * </ul>
 */
public final class Carried {

    private static final Comparator<BlockRef> RANK = Comparator.comparingLong(BlockRef::view)
            .thenComparingLong(BlockRef::height).thenComparing(BlockRef::id);

    private Carried() {}

    /**
     * The selection that these reports force; any correct member computes the same.
     *
     * @param base    the block the epoch stands on
     * @param changes n−f valid reports for one view, of different voters
     */
    public static Selection select(Base base, List<Change> changes) {
        Optional<DecidedHeader> highest = changes.stream().flatMap(change -> change.decided().stream())
                .max(Comparator.comparingLong(DecidedHeader::height));
        Digest decided = highest.map(header -> header.header().id()).orElse(base.id());
        TreeMap<Digest, SignedBlock> blocks = new TreeMap<>();
        changes.forEach(change -> change.path().forEach(block -> blocks.put(block.id(), block)));
        List<Certificate> prepared = changes.stream().flatMap(change -> change.prepared().stream()).toList();
        return new Selection(highest.map(DecidedHeader::height).orElse(0L), decided,
                chain(decided, prepared, blocks).stream().map(SignedBlock::id).toList());
    }

    /**
     * The blocks above {@code base} that these certificates lead to, ascending without gaps.
     *
     * @param blocks by id, what is known of blocks
     */
    static List<SignedBlock> chain(Digest base, Collection<Certificate> prepared, Map<Digest, SignedBlock> blocks) {
        List<BlockRef> ranked = prepared.stream().map(Certificate::block).distinct().sorted(RANK.reversed()).toList();
        List<SignedBlock> chain = new ArrayList<>();
        Optional<List<SignedBlock>> next = next(base, ranked, blocks);
        while (next.isPresent()) {
            chain.addAll(next.get());
            next = next(chain.getLast().id(), ranked, blocks);
        }
        return chain;
    }

    /** The way up to the block of highest rank that stands above {@code from}. */
    private static Optional<List<SignedBlock>> next(Digest from, List<BlockRef> ranked,
            Map<Digest, SignedBlock> blocks) {
        return ranked.stream().flatMap(block -> path(from, block.id(), blocks).stream())
                .filter(path -> !path.isEmpty()).findFirst();
    }

    /** The blocks from just above {@code from} to {@code to}, ascending; empty if there is no such way. */
    private static Optional<List<SignedBlock>> path(Digest from, Digest to, Map<Digest, SignedBlock> blocks) {
        List<SignedBlock> path = new ArrayList<>();
        Digest at = to;
        while (!at.equals(from)) {
            SignedBlock block = blocks.get(at);
            if (block == null) {
                return Optional.empty();
            }
            path.addFirst(block);
            at = block.block().parent();
        }
        return Optional.of(path);
    }
}
