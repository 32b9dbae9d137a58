package org.credence.cli.up;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.credence.ledger.Executed;
import org.credence.ledger.Ledger;
import org.credence.ledger.Restoration;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.Snapshots;
import org.credence.node.storage.StoredBlock;

/**
 * What the chain in a member's files comes to, executed anew.
 *
 * @param first    lowest height of which there is the block: 1 unless it begins above a snapshot
 * @param blocks   ids from there on
 * @param roots    of the state after each
 * @param receipts of each transaction, one for every time it was ordered
 * @param changes  last heights of the epochs after which there were other members, other keys or another model
 */
record History(long first, List<Digest> blocks, List<Digest> roots, Map<Digest, List<Receipt>> receipts,
        List<Long> changes) {

    /** @param scratch where the state may be built */
    static History of(DataDirectory home, Genesis genesis, Path scratch) {
        Applications applications = ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen());
        Constitution constitution = genesis.constitution().orElseThrow();
        Snapshots snapshots = Snapshots.in(home.snapshots());
        try (ChainStore chain = ChainStore.open(home.chain(), genesis.chainId(), 0, snapshots.bases());
                Ledger ledger = begun(scratch, genesis, applications, chain, snapshots)) {
            History history = new History(chain.first(), new ArrayList<>(), new ArrayList<>(), new HashMap<>(),
                    new ArrayList<>());
            Digest model = chain.base().isPresent()
                    ? EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution).model()
                    : constitution.model();
            for (long height = chain.first(); height <= chain.height(); height++) {
                StoredBlock stored = chain.read(height);
                history.add(stored.block().id(), ledger.execute(stored.block(), stored.bodies()));
                if (constitution.length().isLast(height)) {
                    EpochRecord next = EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution);
                    Roster members = constitution.roster(ledger.newest().value(StateKey.roster()));
                    if (members.since() == next.number() || !next.model().equals(model)) {
                        history.changes.add(height);
                    }
                    model = next.model();
                }
            }
            return history;
        }
    }

    private static Ledger begun(Path scratch, Genesis genesis, Applications applications, ChainStore chain,
            Snapshots snapshots) {
        chain.base().ifPresent(base -> Restoration.run(scratch, snapshots.at(base.height()).orElseThrow()));
        return Ledger.open(scratch, genesis.chainId(), applications);
    }

    private void add(Digest block, Executed executed) {
        blocks.add(block);
        roots.add(executed.stateRoot());
        executed.receipts().forEach(receipt -> receipts.computeIfAbsent(receipt.transaction(), _ -> new ArrayList<>())
                .add(receipt));
    }

    long last() {
        return first + blocks.size() - 1;
    }

    /** What both have is the same, block for block and state for state. */
    void requireSame(History other) {
        long from = Math.max(first, other.first);
        long to = Math.min(last(), other.last());
        assertThat(to).as("heights that both have").isGreaterThan(from);
        assertThat(between(blocks, from, to)).isEqualTo(other.between(other.blocks, from, to));
        assertThat(between(roots, from, to)).isEqualTo(other.between(other.roots, from, to));
    }

    private List<Digest> between(List<Digest> byHeight, long from, long to) {
        return byHeight.subList((int) (from - first), (int) (to - first + 1));
    }

    /** One for every time the transaction was ordered. */
    List<Receipt> receipts(Digest transaction) {
        return receipts.getOrDefault(transaction, List.of());
    }

    /** One for every time it took effect. */
    List<Receipt> accepted(Digest transaction) {
        return receipts(transaction).stream().filter(Receipt::accepted).toList();
    }
}
