package org.credence.ledger.execution;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.credence.base.Limits;
import org.credence.base.block.BatchHead;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * The sequence that every author's next batch must have.
 *
 * <p>
 * Wire: list (u32 count) of u64, by member; members beyond the list are at 1.
 */
public final class Authors {

    private final List<Long> next;

    private Authors(List<Long> next) {
        this.next = next;
    }

    /** What a state value says; without one, every author is at 1. */
    public static Authors of(Optional<byte[]> value) {
        List<Long> next =
                value.map(bytes -> new Reader(bytes).list("authors", Limits.COMMITTEE, r -> r.u64("authors.next")))
                        .orElse(List.of());
        return new Authors(new ArrayList<>(next));
    }

    /**
     * Where authors begin when the members change with an epoch: above every sequence of epochs before, so that no
     * batch
     * and no vote for one of other members can be taken for theirs.
     */
    public static byte[] anew(int members, int epoch) {
        return new Authors(Collections.nCopies(members, begin(epoch))).encoded();
    }

    /** The first sequence of an epoch in which the members are others than before. */
    public static long begin(int epoch) {
        return ((long) epoch << Integer.SIZE) + 1;
    }

    /** The next sequence of each of the first {@code members} authors. */
    public List<Long> first(int members) {
        List<Long> sequences = new ArrayList<>();
        for (int author = 0; author < members; author++) {
            sequences.add(next(author));
        }
        return List.copyOf(sequences);
    }

    private long next(int author) {
        return author < next.size() ? next.get(author) : 1;
    }

    /** Takes the next batch of its author. */
    void take(BatchHead head) {
        if (head.author() >= Limits.COMMITTEE || head.sequence() != next(head.author())) {
            throw new AssertionError("P§1.8: a decided block orders batches without gaps, not " + head);
        }
        while (next.size() <= head.author()) {
            next.add(1L);
        }
        next.set(head.author(), head.sequence() + 1);
    }

    byte[] encoded() {
        return new Writer(4 + 8 * next.size()).list(next, (sequence, w) -> w.u64(sequence)).toBytes();
    }
}
