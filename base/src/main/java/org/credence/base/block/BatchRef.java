package org.credence.base.block;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A batch with its availability certificate: votes of f+1 members under {@link BatchHead#availability}, ascending
 * by member (P§1.8); none for a batch of the proposer's own that travels inside its proposal.
 */
public record BatchRef(BatchHead head, List<Vote> votes) {

    public BatchRef {
        votes = List.copyOf(votes);
    }

    public static BatchRef read(Reader reader) {
        return new BatchRef(BatchHead.read(reader), Vote.readAll(reader, "batch.votes"));
    }

    public void write(Writer writer) {
        head.write(writer);
        Vote.writeAll(votes, writer);
    }

    /**
     * The bytes that are a leaf of the block's payload tree: votes included, so a block id fixes its body to the
     * last byte.
     */
    public byte[] encoded() {
        Writer writer = new Writer(64 + 68 * votes.size());
        write(writer);
        return writer.toBytes();
    }

    public Digest digest() {
        return head.digest();
    }
}
