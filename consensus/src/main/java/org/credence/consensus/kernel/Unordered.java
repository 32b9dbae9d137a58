package org.credence.consensus.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;

/** Batches that this member vouched for and no decided block orders yet, and the sequences that come next. */
final class Unordered {

    private final TreeMap<Digest, Batch> held = new TreeMap<>();
    private List<Long> nextSequences = List.of();

    void start(List<Long> sequences, List<Batch> batches) {
        nextSequences = new ArrayList<>(sequences);
        batches.stream().filter(batch -> batch.head().author() < sequences.size())
                .filter(batch -> batch.head().sequence() >= sequences.get(batch.head().author())).forEach(this::hold);
    }

    void hold(Batch batch) {
        held.put(batch.digest(), batch);
    }

    /** A decided block orders the batch with this head. Others with its author and sequence can be ordered no more. */
    void ordered(BatchHead head) {
        nextSequences.set(head.author(), head.sequence() + 1);
        held.values().removeIf(batch -> batch.head().author() == head.author()
                && batch.head().sequence() <= head.sequence());
    }

    List<Batch> held() {
        return List.copyOf(held.values());
    }

    /** Per author, the sequence that its next batch must have. */
    List<Long> nextSequences() {
        return List.copyOf(nextSequences);
    }
}
