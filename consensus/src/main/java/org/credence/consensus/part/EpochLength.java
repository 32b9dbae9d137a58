package org.credence.consensus.part;

/**
 * How many blocks an epoch has: all of a chain have as many, so a height alone tells its epoch, and whoever verifies a
 * decided block needs nothing else to know that it is one of the chain and not one that only closed an epoch (P§1.7).
 *
 * @param blocks 1 or more; {@link Long#MAX_VALUE} if the first epoch never ends
 */
public record EpochLength(long blocks) {

    /** Of a chain with one epoch only. */
    public static final EpochLength ENDLESS = new EpochLength(Long.MAX_VALUE);

    /** Parts of an epoch of which the last is for reports. */
    private static final int PARTS = 10;
    /** A report needs a few blocks to come in. */
    private static final int FEWEST_FOR_REPORTS = 5;

    public EpochLength {
        if (blocks < 1) {
            throw new IllegalArgumentException("epoch.blocks: is " + blocks + ", must be at least 1");
        }
    }

    /** Whether there is another epoch after the first. */
    public boolean ends() {
        return blocks < Long.MAX_VALUE;
    }

    /** Number of the epoch that votes on this height, 1 or more. */
    public int epochOf(long height) {
        return (int) ((height - 1) / blocks);
    }

    /** Number of the epoch that a member is in that has decided up to this height, 0 or more. */
    public int epochAfter(long height) {
        return (int) (height / blocks);
    }

    /** Height of the block that the epoch stands on. */
    public long base(int epoch) {
        return epoch * blocks;
    }

    /** Height of the epoch's last block. */
    public long last(int epoch) {
        return base(epoch + 1);
    }

    /** Whether the block at this height is the last of its epoch. */
    public boolean isLast(long height) {
        return height == last(epochOf(height));
    }

    /** Height from which members report what they measured: the last tenth of the epoch, or its last blocks. */
    public long reportsFrom(int epoch) {
        return last(epoch) - Math.min(blocks, Math.max(FEWEST_FOR_REPORTS, blocks / PARTS)) + 1;
    }
}
