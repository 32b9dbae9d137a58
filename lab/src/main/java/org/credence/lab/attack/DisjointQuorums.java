package org.credence.lab.attack;

import java.util.Set;

/** A-C11. Three of six decide: the primary signs A for 1 and 2, B for 3, 4 and 5, and no message is even late. */
final class DisjointQuorums extends Attack {

    DisjointQuorums(int members) {
        super("A-C11", "n = " + members + ": quorums of three that share nobody correct", Harm.FORK, members);
    }

    @Override
    public String sentence() {
        return "IV-A: tested under 4, 5 and 6 consensus nodes; III-B: 2f+1 different nodes, f = (n-1)/3 (IV-C)";
    }

    @Override
    public String remedy() {
        return "q = (n+f+1)/2 rounded up: any two quorums share a correct member";
    }

    @Override
    Scene scene() {
        Twins twins = new Twins(1, Set.of(0, 1, 2));
        return new Scene().lies(0, part -> new Equivocator(part, twins));
    }
}
