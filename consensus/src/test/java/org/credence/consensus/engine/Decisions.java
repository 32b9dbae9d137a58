package org.credence.consensus.engine;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Samples;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;

/** Decisions that follow each other, each ordering one batch of member 1. */
final class Decisions {

    private final Samples samples;

    Decisions(Samples samples) {
        this.samples = samples;
    }

    List<Decision> after(ChainView chain, int count) {
        List<Decision> run = new ArrayList<>();
        Digest parent = chain.id();
        for (int i = 0; i < count; i++) {
            long sequence = chain.nextSequences().get(1) + i;
            Decision next = decision(chain.height() + 1 + i, parent,
                    new BatchRef(samples.batch(1, sequence, 1).head(), samples.votes(2)));
            run.add(next);
            parent = next.block().id();
        }
        return run;
    }

    private Decision decision(long height, Digest parent, BatchRef batch) {
        List<BatchRef> batches = List.of(batch);
        Header header = new Header(Digest.ZERO, 0, 0, height, parent, Block.payloadRoot(batches), 0, 0, Digest.ZERO, 0,
                Digest.ZERO);
        Certificate certificate = new Certificate(Phase.CONFIRM, BlockRef.of(header, header.id()), samples.votes(3));
        return new Decision(Block.of(header, batches), List.of(), certificate);
    }
}
