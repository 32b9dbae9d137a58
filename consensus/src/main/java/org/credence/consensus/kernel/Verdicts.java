package org.credence.consensus.kernel;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.kernel.BlockTree.Place;

/** Which undecided blocks are valid, as far as the world has been asked (external validity, P§1.3 rule 5). */
public final class Verdicts {

    private final Seat seat;
    private final BlockTree tree;
    /** By block: empty while the world is still asked, then its answer. */
    private final TreeMap<Digest, Optional<Boolean>> verdicts = new TreeMap<>();

    public Verdicts(Seat seat, BlockTree tree) {
        this.seat = seat;
        this.tree = tree;
    }

    /** Whether the block is known to be valid; if nothing is known yet, asks. */
    public boolean approves(Block block) {
        Digest id = block.id();
        if (!verdicts.containsKey(id)) {
            verdicts.put(id, Optional.empty());
            seat.emit(new Effect.Check(block, tree.place(block.parent()).map(Place::timeMs).orElse(0L)));
        }
        return verdicts.get(id).orElse(false);
    }

    /** Whether all blocks of the path are known to be valid; asks about all at once that nothing is known of. */
    public boolean approve(List<BlockTree.Entry> path) {
        boolean approved = true;
        for (BlockTree.Entry entry : path) {
            approved &= approves(entry.block());
        }
        return approved;
    }

    /** Takes a block for valid or not without asking. */
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
