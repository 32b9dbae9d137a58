package org.credence.consensus.part;

import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.block.Header;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A block as votes name it: the place it is voted on for, and its id. The view is the one it was proposed in, unless a
 * protocol votes on it anew in a later one ({@link Quorum.Rule#revotes}). Ordered by view, then height.
 */
public record BlockRef(int epoch, long view, long height, Digest id) {

    public static BlockRef of(Header header, Digest id) {
        return new BlockRef(header.epoch(), header.view(), header.height(), id);
    }

    public static BlockRef read(Reader reader) {
        return new BlockRef(reader.u32("block.epoch", Integer.MAX_VALUE), reader.u64("block.view"),
                reader.u64("block.height"), reader.digest("block.id"));
    }

    public void write(Writer writer) {
        writer.u32(epoch).u64(view).u64(height).digest(id);
    }

    /** What a member signs to vote for it. */
    public Digest statement(Digest chainId, Phase phase) {
        return Hasher.of(phase.tag()).add(chainId).add(epoch).add(view).add(height).add(id).digest();
    }

    /**
     * Whether this is of a later view, or of the same view and higher: the order in which a CC replaces another
     * (P§1.3).
     */
    public boolean outranks(BlockRef other) {
        return view > other.view || view == other.view && height > other.height;
    }
}
