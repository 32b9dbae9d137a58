package org.credence.consensus.part;

import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Vote;

/** Who is asked for the body of an ordered batch (P§1.8). */
public final class Holders {

    private Holders() {}

    /**
     * First one that vouched for it, then all that did, of whom one is correct, in the end everybody. A liar that keeps
     * the body back so costs one retry, not one for each liar.
     *
     * @param attempt 0 for the first time
     * @return members without {@code self}
     */
    public static List<Integer> of(BatchRef ref, int self, int members, int attempt) {
        List<Integer> others = IntStream.range(0, members).filter(member -> member != self).boxed().toList();
        if (attempt > 1) {
            return others;
        }
        List<Integer> vouched = ref.votes().stream().map(Vote::member).filter(others::contains).toList();
        return attempt == 0 ? vouched.subList(0, Math.min(1, vouched.size())) : vouched;
    }
}
