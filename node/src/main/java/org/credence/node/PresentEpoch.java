package org.credence.node;

import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Epoch;
import org.credence.ledger.Ledger;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.ChainStore;

/** Which epoch a member is in: a function of the blocks it has executed, and of nothing else (P§1.7). */
record PresentEpoch(Genesis genesis, ChainStore chain, Ledger ledger) {

    /** The epoch that follows the executed blocks. Of the thread that executes. */
    Epoch epoch() {
        return genesis.constitution().map(this::under).orElseGet(() -> Epoch.endless(genesis.committee()));
    }

    private Epoch under(Constitution constitution) {
        EpochRecord record = EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution);
        long height = constitution.length().base(record.number());
        Base base = height == 0 ? Base.genesis(genesis.chainId()) : Base.of(chain.read(height).block().header());
        return constitution.epoch(record, base);
    }
}
