package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.base.Digest;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.SignedBlock;

/** A set of VIEW_CHANGEs read as one picture: which blocks they speak of and how those hang together. */
final class Reports {

    private final List<ViewChange> changes;
    private final TreeMap<Digest, SignedBlock> blocks = new TreeMap<>();
    private final long decidedHeight;
    private final Digest decidedId;
    private final long view;

    Reports(Base base, List<ViewChange> changes) {
        this.changes = changes;
        changes.forEach(change -> change.path().forEach(block -> blocks.put(block.id(), block)));
        Optional<DecidedHeader> highest = changes.stream().flatMap(change -> change.decided().stream())
                .max(Comparator.comparingLong(DecidedHeader::height));
        decidedHeight = highest.map(DecidedHeader::height).orElse(base.height());
        decidedId = highest.map(decided -> decided.header().id()).orElse(base.id());
        view = highestView(highest);
    }

    private long highestView(Optional<DecidedHeader> decided) {
        long highest = decided.map(d -> d.header().view()).orElse(0L);
        for (ViewChange change : changes) {
            highest = Math.max(highest, change.tip().map(BlockRef::view).orElse(0L));
            highest = Math.max(highest, change.highest().map(c -> c.block().view()).orElse(0L));
        }
        return highest;
    }

    /** c*: highest decided height reported. */
    long decidedHeight() {
        return decidedHeight;
    }

    Digest decidedId() {
        return decidedId;
    }

    /** w: highest view that a tip, a CC or c* is of. */
    long view() {
        return view;
    }

    /**
     * What view w was opened on: never given up, for it carries what lower views decided; empty if nothing of view w is
     * above c*.
     */
    Optional<Digest> base() {
        return changes.stream().flatMap(change -> change.openings().stream())
                .filter(opening -> opening.view() == view).findFirst().map(opening -> opening.selection().baseId());
    }

    /** Blocks from just above c* to {@code id}, ascending; empty if it does not descend from c*. */
    Optional<List<SignedBlock>> path(Digest id) {
        List<SignedBlock> path = new ArrayList<>();
        Digest at = id;
        while (!at.equals(decidedId)) {
            SignedBlock block = blocks.get(at);
            if (block == null || block.block().height() <= decidedHeight) {
                return Optional.empty();
            }
            path.addFirst(block);
            at = block.block().parent();
        }
        return Optional.of(path);
    }

    /** Tips of view w above c*, one per report that has such a tip. */
    List<BlockRef> tips() {
        return changes.stream().flatMap(change -> change.tip().stream()).filter(this::counts).toList();
    }

    /** The highest block of view w above c* that has a CC. */
    Optional<BlockRef> certified() {
        return changes.stream().flatMap(change -> change.highest().stream()).map(Certificate::block)
                .filter(this::counts).max(Comparator.comparingLong(BlockRef::height));
    }

    /** All blocks of view w above c*, ascending by height, then id. */
    List<BlockRef> blocks() {
        return blocks.values().stream().map(SignedBlock::ref).filter(this::counts)
                .sorted(Comparator.comparingLong(BlockRef::height).thenComparing(BlockRef::id)).toList();
    }

    /** Whether {@code upper} is {@code lower} or descends from it. */
    boolean extendsOrIs(BlockRef upper, BlockRef lower) {
        return path(upper.id()).orElse(List.of()).stream().anyMatch(block -> block.id().equals(lower.id()));
    }

    /** Proposers that signed two blocks for one place of view w, by the blocks reported or by the evidence. */
    SortedSet<Integer> equivocators(List<Evidence> evidence) {
        TreeSet<Integer> found = new TreeSet<>();
        evidence.stream().filter(e -> e.view() == view && e instanceof Evidence.Equivocation)
                .forEach(e -> found.add(e.culprit()));
        TreeMap<Long, SignedBlock> byHeight = new TreeMap<>();
        for (SignedBlock block : blocks.values()) {
            if (block.block().view() == view) {
                SignedBlock rival = byHeight.putIfAbsent(block.block().height(), block);
                if (rival != null) {
                    found.add(block.block().header().proposer());
                }
            }
        }
        return found;
    }

    private boolean counts(BlockRef block) {
        return block.view() == view && path(block.id()).isPresent() && !block.id().equals(decidedId);
    }
}
