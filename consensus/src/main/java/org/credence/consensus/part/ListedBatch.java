package org.credence.consensus.part;

import java.util.List;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.InclusionProof;
import org.credence.base.merkle.MerkleTree;

/** One of a block's batches, with the proof that the header commits to it: few bytes, however many there are. */
public record ListedBatch(BatchRef batch, InclusionProof place) {

    /** The batch at {@code index} of the block. */
    public static ListedBatch of(Block block, int index) {
        List<BatchRef> batches = block.batches();
        return new ListedBatch(batches.get(index), MerkleTree.of(batches, BatchRef::encoded).inclusion(index));
    }

    static ListedBatch read(Reader reader) {
        return new ListedBatch(BatchRef.read(reader), InclusionProof.read(reader));
    }

    void write(Writer writer) {
        batch.write(writer);
        place.write(writer);
    }

    /** Whether the header commits to it. */
    boolean isOf(Header header) {
        return place.proves(batch.encoded(), header.payloadRoot());
    }

    /**
     * Whether it stands below the other in a block that lists both. The size of the tree is not signed, but two proofs
     * for one size place two leaves apart and in order in whatever tree has the root.
     */
    boolean isBelow(ListedBatch other) {
        return place.size() == other.place.size() && place.index() < other.place.index();
    }
}
