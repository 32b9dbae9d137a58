package org.credence.node;

import org.credence.node.genesis.ConfigInvalid;

/**
 * How often a member takes a snapshot of its state, and whether it drops the blocks that it then can do without.
 *
 * @param blocks at least so many lie between two snapshots; 1 or more. They are taken at the end of epochs only
 * @param prunes whether blocks below the snapshot before last are dropped: so many blocks at least stay, and about
 *               twice
 *               as many at most
 */
public record Retention(long blocks, boolean prunes) {

    private static final long USUAL_BLOCKS = 10_000;

    /** @throws ConfigInvalid unless it is 1 block at least */
    public Retention {
        if (blocks < 1) {
            throw new ConfigInvalid("retain", "is " + blocks, "at least 1 block");
        }
    }

    /** Keeps the whole chain, and takes a snapshot now and then for those who join. */
    public static Retention all() {
        return new Retention(USUAL_BLOCKS, false);
    }

    /** Keeps the last blocks: this many at least. */
    public static Retention last(long blocks) {
        return new Retention(blocks, true);
    }
}
