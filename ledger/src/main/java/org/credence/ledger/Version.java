package org.credence.ledger;

import java.util.List;
import java.util.Map;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.proof.Receipt;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.tree.Node;

/**
 * A height that was executed and is held in memory.
 *
 * @param block       id of its block
 * @param stateHeight the height its header vouches for
 * @param stateRoot   root of the state after it
 * @param root        the state after it
 * @param nextId      next node id after it
 * @param receipts    of its transactions; of the version found when opening, none are held here
 * @param places      of the transactions it was the first to order
 */
record Version(long height, Digest block, long stateHeight, Digest stateRoot, Node root, long nextId,
        List<Receipt> receipts,
        Map<Digest, TransactionPlace> places) {

    /** The version a directory holds. */
    static Version of(Persisted found, Digest stateRoot) {
        return new Version(found.height(), found.block(), found.height(), stateRoot, found.root(), found.nextId(),
                List.of(),
                Map.of());
    }

    static Version of(Header header, Executed executed, Digest block, Node root, long nextId,
            Map<Digest, TransactionPlace> places) {
        return new Version(executed.height(), block, header.stateHeight(), executed.stateRoot(), root, nextId,
                executed.receipts(), places);
    }

    Persisted persisted(Digest chainId) {
        return new Persisted(chainId, height, block, root, nextId);
    }
}
