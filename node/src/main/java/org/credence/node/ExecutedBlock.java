package org.credence.node;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;
import org.credence.consensus.part.Decision;

/**
 * A decided block and what its execution gave.
 *
 * @param receipts  of its transactions, in order
 * @param stateRoot state root after it
 */
public record ExecutedBlock(Decision decision, List<Receipt> receipts, Digest stateRoot) {

    public ExecutedBlock {
        receipts = List.copyOf(receipts);
    }

    public long height() {
        return decision.height();
    }
}
