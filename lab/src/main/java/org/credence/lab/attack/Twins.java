package org.credence.lab.attack;

import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.consensus.part.SignedBlock;

/**
 * One equivocation, as all liars of a scene know it: the primary shows block A to some members and block B to the
 * others.
 */
final class Twins {

    /** The two blocks. */
    record Pair(SignedBlock a, SignedBlock b) {}

    private final long height;
    private final Set<Integer> shownA;
    private Optional<Pair> pair = Optional.empty();

    /**
     * @param height where the primary equivocates; below, it behaves
     * @param shownA members that are shown A
     */
    Twins(long height, Set<Integer> shownA) {
        this.height = height;
        this.shownA = Set.copyOf(shownA);
    }

    long height() {
        return height;
    }

    boolean showsA(int member) {
        return shownA.contains(member);
    }

    Optional<Pair> pair() {
        return pair;
    }

    /** Takes note of A and makes B of it, the first time. */
    Pair part(SignedBlock a, Liar.Part primary) {
        Pair made = pair.orElseGet(() -> new Pair(a, primary.sign(Liar.changed(a.block(), a.block().view(),
                primary.self(), a.block().header().timeMs() + 1))));
        pair = Optional.of(made);
        return made;
    }

    boolean isA(Digest id) {
        return pair.filter(p -> p.a.id().equals(id)).isPresent();
    }
}
