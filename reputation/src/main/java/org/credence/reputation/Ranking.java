package org.credence.reputation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;

/**
 * The order in which members lead (P§2.3): by credit, where that is equal by what the model said last, and then by lot.
 * Age caps everybody's credit for the first twenty epochs: without the model's word one who was silent would lead there
 * as often as others.
 */
public final class Ranking {

    private Ranking() {}

    /**
     * @param standings   by member
     * @param assessments by member, of the last epoch, from 0 to 1 in 1/65,536
     * @param seed        the epoch's
     * @return members, who leads first comes first
     */
    public static List<Integer> of(List<Standing> standings, List<Integer> assessments, Digest seed) {
        return IntStream.range(0, standings.size()).boxed()
                .sorted(Comparator.comparingInt((Integer member) -> -standings.get(member).credit())
                        .thenComparing(Comparator.comparingInt((Integer member) -> -assessments.get(member)))
                        .thenComparing(member -> Hasher.of(Tag.RANK).add(seed).add(member).digest()))
                .toList();
    }
}
