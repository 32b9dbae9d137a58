package org.credence.reputation;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Tag;

/** The order in which members lead (P§2.3): by credit, and where that is equal, by lot. */
public final class Ranking {

    private Ranking() {}

    /**
     * @param standings by member
     * @param seed      the epoch's, which nobody knew before
     * @return members, who leads first comes first
     */
    public static List<Integer> of(List<Standing> standings, Digest seed) {
        return IntStream.range(0, standings.size()).boxed()
                .sorted(Comparator.comparingInt((Integer member) -> -standings.get(member).credit())
                        .thenComparing(member -> Hasher.of(Tag.RANK).add(seed).add(member).digest()))
                .toList();
    }
}
