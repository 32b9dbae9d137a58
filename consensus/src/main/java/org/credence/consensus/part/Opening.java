package org.credence.consensus.part;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.block.Vote;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * NVC of P§1.2, the progress certificate: q members found the selection right, so the base of the view is safe to build
 * on. Without it a
 * claimed tip of the view is worth nothing.
 */
public record Opening(int epoch, long view, Selection selection, List<Vote> votes) {

    public Opening {
        votes = List.copyOf(votes);
    }

    public static Opening read(Reader reader) {
        return new Opening(reader.u32("opening.epoch", Integer.MAX_VALUE), reader.u64("opening.view"),
                Selection.read(reader), Vote.readAll(reader, "opening.votes"));
    }

    public void write(Writer writer) {
        writer.u32(epoch).u64(view);
        selection.write(writer);
        Vote.writeAll(votes, writer);
    }

    /** The hash that headers of the view carry. */
    public Digest hash(Digest chainId) {
        return selection.hash(chainId, epoch, view);
    }

    /** What VIEW_READY signs. */
    public static Digest statement(Digest chainId, int epoch, long view, Digest openingHash) {
        return Hasher.of(Tag.VIEW_READY).add(chainId).add(epoch).add(view).add(openingHash).digest();
    }

    /** Whether the votes are enough; their signatures are checked elsewhere. */
    public boolean holds(Quorum quorum) {
        return votes.size() >= quorum.slow();
    }
}
