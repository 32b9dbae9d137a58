package org.credence.node.pipeline;

import java.util.List;
import org.credence.node.storage.Settled;

/**
 * How far the chain is durable. Execution syncs the chain about every second and says so here; the journal, on the
 * engine's thread, reads
 * it without waiting for the disk.
 */
public final class Durability implements Settled.Source {

    private volatile Settled settled;

    /** Nothing is durable yet. */
    public Durability(List<Long> firstSequences) {
        settled = new Settled(0, firstSequences);
    }

    @Override
    public Settled settle() {
        return settled;
    }

    void reached(Settled reached) {
        settled = reached;
    }
}
