package org.credence.node.storage;

import java.util.List;
import org.credence.base.Limits;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Decision;

/**
 * A decided block with its proof and all it ordered: enough to check and execute it without anything else.
 *
 * @param bodies the batches that the block refers to, in its order
 */
public record StoredBlock(Decision decision, List<Batch> bodies) {

    /** Most bytes of an encoded batch: its transactions, their lengths, and what surrounds them. */
    private static final int BODY_BYTES = Limits.BATCH_BYTES + 4 * Limits.BATCH_TRANSACTIONS + 128;

    /** Most bytes of votes and headers beside the bodies. */
    private static final int PROOF_BYTES = 2 * 1024 * 1024;

    /** Most bytes of an encoded stored block. */
    public static final int LIMIT = Limits.BLOCK_BATCHES * BODY_BYTES + PROOF_BYTES;

    public StoredBlock {
        bodies = List.copyOf(bodies);
    }

    public Block block() {
        return decision.block();
    }

    public long height() {
        return decision.height();
    }

    /** Whether the bodies are those the block refers to. */
    boolean isComplete() {
        List<BatchRef> refs = block().batches();
        if (refs.size() != bodies.size()) {
            return false;
        }
        for (int i = 0; i < refs.size(); i++) {
            if (!refs.get(i).head().equals(bodies.get(i).head())) {
                return false;
            }
        }
        return true;
    }

    /** The bytes that {@link #decode} takes. */
    public byte[] encode() {
        int size = 4096 + bodies.stream().mapToInt(body -> body.encoded().length + 512).sum();
        Writer writer = new Writer(size);
        decision.write(writer);
        writer.list(bodies, (body, w) -> w.bytes(body.encoded()));
        return writer.toBytes();
    }

    /** @throws Malformed if the bytes are not exactly one canonical stored block */
    public static StoredBlock decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        Decision decision = Decision.read(reader);
        List<Batch> bodies = reader.list("bodies", Limits.BLOCK_BATCHES,
                r -> Batch.decode(r.bytes("body", BODY_BYTES)));
        reader.end();
        return new StoredBlock(decision, bodies);
    }
}
