package org.credence.cli.up;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Ed25519;
import org.credence.ledger.Applications;
import org.credence.ledger.Ledger;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.StoredBlock;

/**
 * What the chain in a member's files comes to, executed anew.
 *
 * @param blocks   ids from height 1 on
 * @param receipts of each transaction, one for every time it was ordered
 * @param changes  last heights of the epochs after which there were other members, other keys or another model
 */
record History(List<Digest> blocks, Map<Digest, List<Receipt>> receipts, List<Long> changes) {

    /** @param scratch where the state may be built */
    static History of(DataDirectory home, Genesis genesis, Path scratch) {
        Applications applications = ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen());
        Constitution constitution = genesis.constitution().orElseThrow();
        History history = new History(new ArrayList<>(), new HashMap<>(), new ArrayList<>());
        try (ChainStore chain = ChainStore.open(home.chain(), genesis.chainId(), 0, List.of());
                Ledger ledger = Ledger.open(scratch, genesis.chainId(), applications)) {
            Digest model = constitution.model();
            for (long height = 1; height <= chain.height(); height++) {
                StoredBlock stored = chain.read(height);
                history.add(stored.block().id(), ledger.execute(stored.block(), stored.bodies()).receipts());
                if (constitution.length().isLast(height)) {
                    EpochRecord next = EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution);
                    Roster members = constitution.roster(ledger.newest().value(StateKey.roster()));
                    if (members.since() == next.number() || !next.model().equals(model)) {
                        history.changes.add(height);
                    }
                    model = next.model();
                }
            }
        }
        return history;
    }

    private void add(Digest block, List<Receipt> ordered) {
        blocks.add(block);
        ordered.forEach(receipt -> receipts.computeIfAbsent(receipt.transaction(), _ -> new ArrayList<>())
                .add(receipt));
    }

    /** One for every time the transaction was ordered. */
    List<Receipt> receipts(Digest transaction) {
        return receipts.getOrDefault(transaction, List.of());
    }
}
