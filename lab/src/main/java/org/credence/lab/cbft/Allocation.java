package org.credence.lab.cbft;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/**
 * How X follows from V (P§2.1 G6): the nearest checkpoint, and above it the digest that most of V report; of equally
 * many the lowest; none, the empty block. As the checkpoint is the highest decided block that V proves, which is the
 * reading kindest to the paper (G8), only one height can be open above it.
 *
 * @param selection X: the checkpoint, and the id of the block above it
 * @param block     the reported block, or empty if X holds the empty block
 */
record Allocation(Selection selection, Optional<SignedBlock> block) {

    static Allocation of(Committee committee, long view, int primary, List<ViewChange> changes) {
        Optional<DecidedHeader> checkpoint = changes.stream().flatMap(change -> change.decided().stream())
                .max(Comparator.comparingLong(DecidedHeader::height));
        long height = checkpoint.map(DecidedHeader::height).orElse(0L);
        Digest id = checkpoint.map(decided -> decided.header().id()).orElse(committee.chainId());
        Optional<SignedBlock> most = mostReported(changes, height + 1, id);
        Digest next = most.map(SignedBlock::id).orElseGet(() -> empty(committee, view, primary,
                checkpoint.map(DecidedHeader::header)).id());
        return new Allocation(new Selection(height, id, List.of(next)), most);
    }

    private static Optional<SignedBlock> mostReported(List<ViewChange> changes, long height, Digest parent) {
        TreeMap<Digest, SignedBlock> blocks = new TreeMap<>();
        TreeMap<Digest, Integer> reports = new TreeMap<>();
        for (ViewChange change : changes) {
            for (SignedBlock block : change.path()) {
                if (block.block().height() == height && block.block().parent().equals(parent)) {
                    blocks.put(block.id(), block);
                    reports.merge(block.id(), 1, Integer::sum);
                }
            }
        }
        int most = reports.values().stream().mapToInt(count -> count).max().orElse(0);
        return blocks.values().stream().filter(block -> reports.getOrDefault(block.id(), 0) == most).findFirst();
    }

    /** The empty block of a view on its checkpoint: equal at every member. */
    static Block empty(Committee committee, long view, int primary, Optional<Header> parent) {
        return Block.of(new Header(committee.chainId(), committee.epoch(), view,
                parent.map(Header::height).orElse(0L) + 1, parent.map(Header::id).orElse(committee.chainId()),
                Block.payloadRoot(List.of()), primary, parent.map(Header::timeMs).orElse(0L), Digest.ZERO,
                parent.map(Header::stateHeight).orElse(0L), parent.map(Header::stateRoot).orElse(Digest.ZERO)),
                List.of());
    }
}
