package org.credence.simulator.check;

import java.util.Set;
import org.credence.simulator.result.Invariant;

/** Which invariants end a seed when they break. */
record Watch(Set<Invariant> invariants) {

    Watch {
        invariants = Set.copyOf(invariants);
    }

    /** @throws Broken if the invariant is watched and does not hold */
    void require(boolean holds, Invariant invariant, int member, String detail) {
        if (!holds && invariants.contains(invariant)) {
            throw new Broken(invariant, member, detail);
        }
    }
}
