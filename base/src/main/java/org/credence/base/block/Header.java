package org.credence.base.block;

import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What is voted on (P§1.2). The id of a block is the hash of its header.
 *
 * @param chainId     the chain, from its genesis
 * @param epoch       epoch of the committee that votes
 * @param view        view it was proposed in
 * @param height      1 for the first block; the genesis block is height 0
 * @param parent      id of the block below
 * @param payloadRoot RFC 6962 root over the encoded batch references
 * @param proposer    committee index of its author
 * @param timeMs      proposer's clock, milliseconds since 1970; never below the parent's
 * @param opening     hash of what opened the view (X of NEW_VIEW), zero in view 0
 * @param stateHeight a decided height below this one whose state the header commits to
 * @param stateRoot   state root after {@code stateHeight}
 */
public record Header(Digest chainId, int epoch, long view, long height, Digest parent, Digest payloadRoot, int proposer,
        long timeMs,
        Digest opening, long stateHeight, Digest stateRoot) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 5 * Digest.LENGTH + 4 + 2 + 4 * 8;

    public static Header read(Reader reader) {
        return new Header(reader.digest("header.chainId"), reader.u32("header.epoch", Integer.MAX_VALUE),
                reader.u64("header.view"), reader.u64("header.height"), reader.digest("header.parent"),
                reader.digest("header.payloadRoot"), reader.member("header.proposer"), reader.u64("header.timeMs"),
                reader.digest("header.opening"), reader.u64("header.stateHeight"), reader.digest("header.stateRoot"));
    }

    public void write(Writer writer) {
        writer.digest(chainId).u32(epoch).u64(view).u64(height).digest(parent).digest(payloadRoot).u16(proposer)
                .u64(timeMs).digest(opening).u64(stateHeight).digest(stateRoot);
    }

    /** The block's id, computed anew on each call. */
    public Digest id() {
        Writer writer = new Writer(LENGTH);
        write(writer);
        return Hasher.of(Tag.BLOCK).add(writer.toBytes()).digest();
    }
}
