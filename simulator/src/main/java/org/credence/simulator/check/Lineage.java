package org.credence.simulator.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;

/** Every block anybody ever showed to anybody, by id, so that ancestors can be found. */
final class Lineage {

    /** A block and where it stands. */
    record Place(long height, Digest id) {}

    private final Digest genesis;
    private final Map<Digest, Place> parents = new HashMap<>();
    private final Map<Digest, Header> headers = new HashMap<>();
    private final TreeMap<Long, List<Digest>> byHeight = new TreeMap<>();
    private long forgotten;

    Lineage(Digest genesis) {
        this.genesis = genesis;
        parents.put(genesis, new Place(-1, genesis));
    }

    void add(Block block) {
        if (block.height() > forgotten
                && parents.putIfAbsent(block.id(), new Place(block.height() - 1, block.parent())) == null) {
            byHeight.computeIfAbsent(block.height(), _ -> new ArrayList<>()).add(block.id());
            headers.put(block.id(), block.header());
        }
    }

    void forget(Past past) {
        forgotten = past.height();
        var gone = byHeight.headMap(forgotten, true);
        gone.values().forEach(ids -> ids.forEach(parents::remove));
        gone.values().forEach(ids -> ids.forEach(headers::remove));
        gone.clear();
    }

    /** Blocks that are remembered. */
    int kept() {
        return parents.size();
    }

    /** Empty if the block is not known, or is the genesis block. */
    Optional<Header> header(Digest id) {
        return Optional.ofNullable(headers.get(id));
    }

    Digest genesis() {
        return genesis;
    }

    /**
     * The ancestor of {@code id} (itself included) at {@code height}; empty if {@code id} is lower or its line is not
     * known.
     */
    Optional<Digest> ancestor(Digest id, long height) {
        Digest at = id;
        while (parents.containsKey(at)) {
            Place parent = parents.get(at);
            if (parent.height < height) {
                return parent.height == height - 1 ? Optional.of(at) : Optional.empty();
            }
            at = parent.id;
        }
        return Optional.empty();
    }
}
