package org.credence.consensus.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.BatchRef;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;

/**
 * What an engine knows of the stored chain when it starts.
 *
 * @param base          the block that the present epoch stands on
 * @param decided       highest decided header with its proof, if that is above the base
 * @param nextSequences per member, the batch sequence its next ordered batch must have; all 1 at genesis
 * @param tipDecided    whether the tip of this member's promises is a block of the stored chain: it may then vote for
 *                      what extends that
 *                      chain in the tip's view
 */
public record ChainView(Base base, Optional<DecidedHeader> decided, List<Long> nextSequences,
        boolean tipDecided) {

    public ChainView {
        nextSequences = List.copyOf(nextSequences);
    }

    public static ChainView genesis(Digest genesisId, int members) {
        return new ChainView(Base.genesis(genesisId), Optional.empty(), Collections.nCopies(members, 1L), false);
    }

    /** What the engine must be told where the store has lost its end, and the promises still hold what was there. */
    public ChainView with(Promises promises) {
        ChainView view = this;
        for (Decision decision : promises.decidedAbove(height())) {
            view = view.above(decision, promises.lastVote());
        }
        return view;
    }

    private ChainView above(Decision next, Optional<BlockRef> vote) {
        if (next.height() != height() + 1 || !next.block().parent().equals(id())) {
            throw new AssertionError("S1: the promises hold the decision of " + next.block() + ", the chain ends at "
                    + height() + " with " + id());
        }
        List<Long> sequences = new ArrayList<>(nextSequences);
        for (BatchRef batch : next.block().batches()) {
            sequences.set(batch.head().author(), batch.head().sequence() + 1);
        }
        boolean voted = vote.filter(last -> last.id().equals(next.block().id())).isPresent();
        return new ChainView(base, Optional.of(next.header()), sequences, tipDecided || voted);
    }

    public long height() {
        return decided.map(DecidedHeader::height).orElse(base.height());
    }

    /** Id of the highest decided block. */
    public Digest id() {
        return decided.map(d -> d.header().id()).orElse(base.id());
    }
}
