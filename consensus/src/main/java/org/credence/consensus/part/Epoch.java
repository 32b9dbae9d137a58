package org.credence.consensus.part;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What is fixed while an epoch lasts (P§1.7): a function of the ledger after the block it stands on, so it is equal at
 * every member.
 *
 * @param committee who votes; it carries the epoch's number
 * @param base      the block the epoch stands on
 * @param last      height of its last block, above which nothing is decided in it; {@link Long#MAX_VALUE} if it never
 *                  ends
 * @param rank      members in the order in which they lead, each once
 */
public record Epoch(Committee committee, Base base, long last, List<Integer> rank) {

    /** Parts of an epoch of which one leader may hold one (P§2.3, tenure cap). */
    private static final int TENURES = 5;

    public Epoch {
        rank = List.copyOf(rank);
        if (last <= base.height()) {
            throw new IllegalArgumentException("epoch.last: is " + last + ", must be above " + base.height());
        }
        if (!rank.stream().sorted().toList().equals(IntStream.range(0, committee.size()).boxed().toList())) {
            throw new IllegalArgumentException("epoch.rank: is " + rank + ", must have each member once");
        }
    }

    /**
     * The only epoch of a chain that has no others: it begins at the genesis block, and members lead in their order.
     */
    public static Epoch endless(Committee committee) {
        return new Epoch(committee, Base.genesis(committee.chainId()), Long.MAX_VALUE,
                IntStream.range(0, committee.size()).boxed().toList());
    }

    /** Whether another one follows. */
    public boolean ends() {
        return last < Long.MAX_VALUE;
    }

    /** Whether the height is one of its blocks': those above the last only serve to decide it. */
    public boolean holds(long height) {
        return height > base.height() && height <= last;
    }

    public int number() {
        return committee.epoch();
    }

    /**
     * Decided blocks of one view after which its leader hands over, so that whoever has earned much credit cannot keep
     * others out for a whole epoch (P§2.3); no limit if the epoch never ends. The f last of the rank do not lead by
     * plan: if anybody is down or lies, they are likely to be among those.
     */
    public long tenure() {
        int tenures = Math.min(TENURES, committee.size() - committee.quorum().f());
        return ends() ? Math.ceilDiv(last - base.height(), tenures) : Long.MAX_VALUE;
    }
}
