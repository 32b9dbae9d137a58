package org.credence.simulator.check;

import java.util.Set;
import java.util.function.Supplier;
import org.credence.simulator.result.Invariant;

/** Which invariants end a seed when they break. */
record Watch(Set<Invariant> invariants) {

    Watch {
        invariants = Set.copyOf(invariants);
    }

    /**
     * @param detail what is wrong, in words that are only made if it is: they cost more than the check
     * @throws Broken if the invariant is watched and does not hold
     */
    void require(boolean holds, Invariant invariant, int member, Supplier<String> detail) {
        if (!holds && invariants.contains(invariant)) {
            throw new Broken(invariant, member, detail.get());
        }
    }
}
