package org.credence.node;

import java.util.List;
import org.credence.base.Digest;
import org.credence.consensus.part.Decision;

/**
 * A decided block and what its execution gave.
 *
 * @param outcomes  of its transactions, in order
 * @param stateRoot state root after it
 */
public record ExecutedBlock(Decision decision, List<Outcome> outcomes, Digest stateRoot) {

    public ExecutedBlock {
        outcomes = List.copyOf(outcomes);
    }

    public long height() {
        return decision.height();
    }
}
