package org.credence.consensus.engine;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.part.DecidedHeader;

/**
 * What an engine knows of the stored chain when it starts.
 *
 * @param genesisId     id of the block at height 0: the chain id
 * @param decided       highest decided header with its proof; empty at genesis
 * @param nextSequences per member, the batch sequence its next ordered batch must have; all 1 at genesis
 * @param tipDecided    whether the tip of this member's promises is a block of the stored chain: it may then vote for
 *                      what extends that
 *                      chain in the tip's view
 */
public record ChainView(Digest genesisId, Optional<DecidedHeader> decided, List<Long> nextSequences,
        boolean tipDecided) {

    public ChainView {
        nextSequences = List.copyOf(nextSequences);
    }

    public static ChainView genesis(Digest genesisId, int members) {
        return new ChainView(genesisId, Optional.empty(), Collections.nCopies(members, 1L), false);
    }

    public long height() {
        return decided.map(DecidedHeader::height).orElse(0L);
    }

    /** Id of the highest decided block. */
    public Digest id() {
        return decided.map(d -> d.header().id()).orElse(genesisId);
    }
}
