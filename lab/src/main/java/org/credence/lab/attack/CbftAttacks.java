package org.credence.lab.attack;

import java.util.List;

/** The attacks on CBFT as published, A-C1 to A-C11 of P§2.2. */
public final class CbftAttacks {

    private CbftAttacks() {}

    /** All of them, in order; A-C11 at both sizes at which the paper measured with a quorum of three. */
    public static List<Attack> all() {
        return List.of(new PureAsynchrony(), new PrimaryEquivocates(), TwoWorlds.victimDecidesA(), new LocalTables(),
                new Sleeper(), new Slander(), new PickedReports(true), new StaleReport(), new SilentDefault(),
                new LoneComplaint(), new DisjointQuorums(5), new DisjointQuorums(6));
    }
}
