package org.credence.simulator.setup;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Hasher;
import org.credence.base.Tag;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Committee;

/** In which order members lead the epochs after the first. */
public interface Ranks {

    /**
     * The order of one epoch. Every member asks for it when it has executed the block that the epoch stands on, and
     * must be told the same (P§1.7).
     *
     * @param committee with the epoch's number
     * @param base      the block it stands on
     * @return members, who leads first comes first
     */
    List<Integer> rank(Committee committee, Base base);

    /** Shuffled by the hash of the base: every order occurs, and nobody knows it beforehand. */
    static Ranks shuffled() {
        return (committee, base) -> IntStream.range(0, committee.size()).boxed()
                .sorted(Comparator.comparing(member -> Hasher.of(Tag.RANK).add(base.id()).add(member).digest()))
                .toList();
    }
}
