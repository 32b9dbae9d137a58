package org.credence.simulator.check;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.credence.consensus.part.BlockRef;

/** The highest block that votes of each view suffice to decide, whether or not anybody knows. */
final class Frontier {

    private final TreeMap<Long, BlockRef> decidable = new TreeMap<>();

    /** Votes of one view suffice to decide the block; returns whether it is higher than any before of that view. */
    boolean add(BlockRef block) {
        BlockRef known = decidable.get(block.view());
        boolean higher = known == null || known.height() < block.height();
        if (higher) {
            decidable.put(block.view(), block);
        }
        return higher;
    }

    /** Those of lower views. */
    Collection<BlockRef> below(long view) {
        return decidable.headMap(view, false).values();
    }

    Collection<BlockRef> all() {
        return decidable.values();
    }

    /** Forgets what is at the height or below; returns it. */
    List<BlockRef> forget(long height) {
        List<BlockRef> gone = decidable.values().stream().filter(block -> block.height() <= height).toList();
        decidable.values().removeIf(block -> block.height() <= height);
        return gone;
    }
}
