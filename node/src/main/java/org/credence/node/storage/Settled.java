package org.credence.node.storage;

import java.util.List;

/**
 * How far the chain is durable: promises below it are obsolete.
 *
 * @param height        highest decided height that survives a loss of power
 * @param nextSequences per author, the lowest batch sequence not ordered up to that height
 */
public record Settled(long height, List<Long> nextSequences) {

    public Settled {
        nextSequences = List.copyOf(nextSequences);
    }

    /** What the journal may drop. Asked by it after every write: must not wait for the disk. */
    @FunctionalInterface
    public interface Source {

        Settled settle();
    }
}
