package org.credence.consensus.part;

import org.credence.base.Digest;
import org.credence.base.block.Header;

/**
 * The decided block that an epoch stands on: the last of the epoch before, or the genesis block. Everybody who takes
 * part in the epoch has it, so within the epoch it needs no proof. Views begin at 0 above it.
 *
 * @param height      0 for the genesis block
 * @param id          the chain id for the genesis block
 * @param timeMs      its time; no block above it is earlier
 * @param stateHeight the state it commits to; no block above it commits to an older one in view 0
 */
public record Base(long height, Digest id, long timeMs, long stateHeight) {

    public static Base genesis(Digest chainId) {
        return new Base(0, chainId, 0, 0);
    }

    /** The block with this header, which ends an epoch. */
    public static Base of(Header header) {
        return new Base(header.height(), header.id(), header.timeMs(), header.stateHeight());
    }
}
