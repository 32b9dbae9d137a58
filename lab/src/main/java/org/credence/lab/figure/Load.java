package org.credence.lab.figure;

/** How much clients hand in. */
public enum Load {
    /** So much that the leader always has a block's worth waiting: what is measured is throughput. */
    SATURATED {

        @Override
        int window(int member, int members, int down) {
            return member == Testbed.LEADER || member >= members - down ? 0 : WINDOW;
        }
    },
    /** One batch at a time in the whole consortium: what is measured is delay without queues. */
    SINGLE {

        @Override
        int window(int member, int members, int down) {
            return member == Testbed.LEADER + 1 ? 1 : 0;
        }
    };

    private static final int WINDOW = 8;

    /**
     * Batches that a member has under way. Clients leave the leader alone, so that it is one of those who vouch for a
     * small batch.
     *
     * @param down how many members, the last in the rank, are silent
     */
    abstract int window(int member, int members, int down);
}
