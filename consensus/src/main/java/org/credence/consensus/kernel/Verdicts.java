package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.kernel.BlockTree.Place;

/**
 * Which undecided blocks this member may vote for: those it holds the inline batches of, and the world finds valid
 * (P§1.3 rule 4).
 */
public final class Verdicts {

    private final Seat seat;
    private final BlockTree tree;
    private final Bodies bodies;
    private final Consumer<Digest> missing;
    /** By block: empty while the world is still asked, then its answer. */
    private final TreeMap<Digest, Optional<Boolean>> verdicts = new TreeMap<>();

    /** @param missing told of a block that is here without its inline batches */
    public Verdicts(Seat seat, BlockTree tree, Bodies bodies, Consumer<Digest> missing) {
        this.seat = seat;
        this.tree = tree;
        this.bodies = bodies;
        this.missing = missing;
    }

    /** Whether the block is whole and known to be valid; if nothing is known yet, asks. */
    public boolean approves(Block block) {
        Digest id = block.id();
        if (lacks(block)) {
            missing.accept(id);
            return false;
        }
        if (!verdicts.containsKey(id)) {
            verdicts.put(id, Optional.empty());
            seat.emit(new Effect.Check(block, tree.place(block.parent()).map(Place::timeMs).orElse(0L)));
        }
        return verdicts.get(id).orElse(false);
    }

    /** Whether inline batches are wanting of a block that nothing is known of yet. */
    boolean lacks(Block block) {
        return verdicts.getOrDefault(block.id(), Optional.empty()).isEmpty() && !bodies.complete(block);
    }

    /** Whether all blocks of the path are known to be valid; asks about all at once that nothing is known of. */
    public boolean approve(List<BlockTree.Entry> path) {
        boolean approved = true;
        for (BlockTree.Entry entry : path) {
            approved &= approves(entry.block());
        }
        return approved;
    }

    /** Takes a block for valid or not without asking: a correct member holds its inline batches. */
    public void know(Digest id, boolean valid) {
        verdicts.put(id, Optional.of(valid));
    }

    /** @return whether the answer was awaited */
    public boolean answered(Digest id, boolean valid) {
        if (verdicts.getOrDefault(id, Optional.of(true)).isPresent()) {
            return false;
        }
        know(id, valid);
        return true;
    }

    /** Only what is undecided needs a verdict. */
    public void prune() {
        verdicts.keySet().removeIf(id -> tree.find(id).isEmpty());
    }

    /** Asks again when next needed: an answer may be lost, and a block ahead of this clock becomes valid by waiting. */
    public void retry() {
        verdicts.values().removeIf(verdict -> !verdict.orElse(false));
    }
}
