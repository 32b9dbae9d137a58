package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/** Builds VIEW_CHANGEs for tests of the selection rule: blocks, certificates and openings with dummy signatures. */
final class ReportBuilder {

    static final Signature SIGNATURE = new Signature(Digest.ZERO, Digest.ZERO);

    private final int n;
    private final int voter;
    private final long newView;
    private Optional<DecidedHeader> decided = Optional.empty();
    private Optional<Certificate> highest = Optional.empty();
    private Optional<SignedBlock> tip = Optional.empty();
    private final List<SignedBlock> path = new ArrayList<>();
    private final List<Opening> openings = new ArrayList<>();

    ReportBuilder(int n, int voter, long newView) {
        this.n = n;
        this.voter = voter;
        this.newView = newView;
    }

    /** A block on a parent; {@code salt} makes rivals differ. */
    static SignedBlock block(int n, long view, long height, Digest parent, Digest opening, long salt) {
        Header header = new Header(Keys.CHAIN, 0, view, height, parent, Block.payloadRoot(List.of()), (int) (view % n),
                salt, opening, 0, Digest.ZERO);
        return new SignedBlock(Block.of(header, List.of()), SIGNATURE);
    }

    static SignedBlock block(int n, long height, Digest parent, long salt) {
        return block(n, 0, height, parent, Digest.ZERO, salt);
    }

    static List<Vote> votes(int count) {
        return IntStream.range(0, count).mapToObj(member -> new Vote(member, SIGNATURE)).toList();
    }

    static Opening opening(long view, Selection selection, int votes) {
        return new Opening(0, view, selection, votes(votes));
    }

    /** Reports {@code blocks} as path and the last one as tip. */
    ReportBuilder tip(SignedBlock... blocks) {
        path.addAll(List.of(blocks));
        tip = Optional.of(blocks[blocks.length - 1]);
        return this;
    }

    ReportBuilder certified(SignedBlock block, int votes) {
        highest = Optional.of(new Certificate(Phase.CONFIRM, block.ref(), votes(votes)));
        if (!path.contains(block)) {
            path.add(block);
        }
        return this;
    }

    ReportBuilder decided(SignedBlock block, int votes) {
        decided = Optional.of(new DecidedHeader(block.block().header(), List.of(),
                new Certificate(Phase.CONFIRM, block.ref(), votes(votes))));
        return this;
    }

    ReportBuilder with(Opening opening) {
        openings.add(opening);
        return this;
    }

    ViewChange build() {
        path.sort(ViewChange.PATH_ORDER);
        return new ViewChange(0, newView, voter, (int) (newView % n), decided, highest, tip.map(SignedBlock::ref), path,
                openings, List.of(), SIGNATURE);
    }
}
