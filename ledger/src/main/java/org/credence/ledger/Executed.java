package org.credence.ledger;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;

/**
 * What executing a block led to.
 *
 * @param height    the block's height
 * @param stateRoot root of the state after it
 * @param receipts  one per transaction, in order of execution
 */
public record Executed(long height, Digest stateRoot, List<Receipt> receipts) {

    public Executed {
        receipts = List.copyOf(receipts);
    }
}
