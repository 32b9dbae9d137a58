package org.credence.consensus.message;

import java.util.List;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Availability;

/** Batches that travel beside the blocks which order them (P§1.8). Wire: a list of batches, each as bytes. */
final class Inline {

    private Inline() {}

    static void write(List<Batch> batches, Writer writer) {
        writer.list(batches, (batch, w) -> w.bytes(batch.encoded()));
    }

    /** @throws Malformed if there is another than a small batch that one of the blocks orders for its own proposer */
    static List<Batch> read(Reader reader, List<Block> blocks) {
        List<Batch> batches = reader.list("inline", Limits.BLOCK_BATCHES,
                r -> Batch.decode(r.bytes("inline.batch", Limits.FRAME_BYTES)));
        for (Batch batch : batches) {
            if (!Availability.fitsInline(batch.head()) || blocks.stream().noneMatch(block -> orders(block, batch))) {
                throw new Malformed("inline", "has " + batch + ", which no proposer may put inline here");
            }
        }
        return batches;
    }

    private static boolean orders(Block block, Batch batch) {
        return block.header().proposer() == batch.head().author()
                && block.batches().stream().anyMatch(ref -> ref.head().equals(batch.head()));
    }
}
