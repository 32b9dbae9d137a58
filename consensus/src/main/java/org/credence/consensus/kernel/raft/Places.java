package org.credence.consensus.kernel.raft;

import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.block.Block;
import org.credence.consensus.kernel.BlockTree.Place;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.part.Committee;

/** The chain above each height from the log's base up: what a block there must fit. */
final class Places {

    private final Committee committee;
    private final TreeMap<Long, Place> places = new TreeMap<>();

    Places(Committee committee, Place base) {
        this.committee = committee;
        places.put(base.height(), base);
    }

    /** Where the log ends. */
    Place tip() {
        return places.lastEntry().getValue();
    }

    Optional<Place> find(long height) {
        return Optional.ofNullable(places.get(height));
    }

    /** The place at a height that the log has. */
    Place at(long height) {
        return find(height).orElseThrow(() -> new AssertionError("no place at height " + height + " from "
                + places.firstKey() + " to " + places.lastKey()));
    }

    /** The log holds this block now, and nothing above. */
    void put(Block block) {
        places.tailMap(block.height(), true).clear();
        places.put(block.height(), tip().above(block));
    }

    /** The log begins anew there. */
    void restart(Place base) {
        places.clear();
        places.put(base.height(), base);
    }

    /** The log begins at this height now. */
    void trim(long base) {
        places.headMap(base).clear();
    }

    /**
     * Whether the blocks follow each other, and what is already here if it is what they build on.
     *
     * @param decided the highest decided height; what is said of lower ones is not looked at
     */
    boolean take(RaftMessage.Append append, long decided) {
        Optional<Place> at = find(Math.max(append.previous().height(), decided));
        boolean known = at.isPresent() && (append.previous().height() < decided
                || at.get().view() == append.previous().view());
        if (known && append.previous().height() >= decided && !at.get().id().equals(append.previous().id())) {
            return false;
        }
        long expected = append.previous().height();
        for (Block block : append.blocks()) {
            expected++;
            if (block.height() != expected || block.view() > append.view()) {
                return false;
            }
            if (known && block.height() > decided) {
                if (!at.get().takes(block, committee) || contradict(block)) {
                    return false;
                }
                at = at.map(place -> place.above(block));
            }
        }
        return true;
    }

    /** Whether the log has another block of the same view at its height: then that view's leader lied. */
    boolean contradict(Block block) {
        return find(block.height())
                .filter(here -> here.view() == block.view() && !here.id().equals(block.id())).isPresent();
    }
}
