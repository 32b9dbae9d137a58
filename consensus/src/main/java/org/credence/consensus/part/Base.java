package org.credence.consensus.part;

import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Header;

/**
 * The decided block that an epoch stands on: the last of the epoch before, or the genesis block. Everybody who takes
 * part in the epoch has it, so within the epoch it needs no proof. Views begin at 0 above it.
 *
 * @param height 0 for the genesis block
 * @param id     the chain id for the genesis block
 * @param header empty for the genesis block, and where only the place matters
 */
public record Base(long height, Digest id, Optional<Header> header) {

    public static Base genesis(Digest chainId) {
        return at(0, chainId);
    }

    /** A block of which no more is known than its place. */
    public static Base at(long height, Digest id) {
        return new Base(height, id, Optional.empty());
    }

    /** The block with this header, which ends an epoch. */
    public static Base of(Header header) {
        return new Base(header.height(), header.id(), Optional.of(header));
    }

    /** Its time; no block above it is earlier. */
    public long timeMs() {
        return header.map(Header::timeMs).orElse(0L);
    }

    /** The state it commits to; no block above it commits to an older one in view 0. */
    public long stateHeight() {
        return header.map(Header::stateHeight).orElse(0L);
    }
}
