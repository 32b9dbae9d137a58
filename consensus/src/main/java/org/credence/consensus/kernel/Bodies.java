package org.credence.consensus.kernel;

import java.util.List;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.Availability;

/**
 * The batches that this member holds durably and has verified, and no decided block orders yet: those it vouched for,
 * and those that came inline. It votes for no block before it holds all that are inline there (P§1.3 rule 4), so of
 * those who decide it f+1 correct ones can hand them out.
 */
public final class Bodies {

    private final Seat seat;
    private final TreeMap<Digest, Batch> held = new TreeMap<>();

    /** @param held batches it held before a restart; of an epoch with more members some authors may be none any more */
    public Bodies(Seat seat, List<Batch> held) {
        this.seat = seat;
        held.forEach(batch -> this.held.put(batch.digest(), batch));
        onDecided();
    }

    /** All of them. */
    List<Batch> all() {
        return List.copyOf(held.values());
    }

    /** Makes the batch durable, unless it is; its client signatures are verified. */
    public void hold(Batch batch) {
        if (held.putIfAbsent(batch.digest(), batch) == null) {
            seat.persist(new Promise.Held(batch));
        }
    }

    /** Whether every inline batch of the block is here. */
    public boolean complete(Block block) {
        return block.batches().stream().filter(Availability::inline)
                .allMatch(ref -> held.containsKey(ref.digest()));
    }

    /** The inline batches of the block that are here: what its proposal carries. */
    public List<Batch> inline(Block block) {
        return block.batches().stream().filter(Availability::inline)
                .map(BatchRef::digest).filter(held::containsKey).map(held::get).toList();
    }

    /** The decided head moved: what is ordered is stored with the chain. */
    public void onDecided() {
        List<Long> lowest = seat.nextSequences();
        held.values().removeIf(batch -> batch.head().author() >= lowest.size()
                || batch.head().sequence() < lowest.get(batch.head().author()));
    }
}
