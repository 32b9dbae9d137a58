package org.credence.node;

import org.credence.base.proof.StateKey;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Roster;
import org.credence.ledger.Ledger;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.EpochRecord;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.ChainStore;

/**
 * Which epoch a member is in, and with whom: a function of the blocks it has executed, and of nothing else (P§1.7). Of
 * the thread that executes.
 */
record PresentEpoch(Genesis genesis, ChainStore chain, Ledger ledger) {

    /** The epoch that follows the executed blocks. */
    Epoch epoch() {
        return genesis.constitution().map(this::under).orElseGet(() -> Epoch.endless(genesis.committee()));
    }

    /** Who the members of that epoch are. */
    Roster roster() {
        return genesis.constitution()
                .map(constitution -> constitution.roster(ledger.newest().value(StateKey.roster())))
                .orElseGet(genesis::founders);
    }

    /** Who they were before that; the same where there was nobody else. */
    Roster rosterBefore() {
        Roster roster = roster();
        return roster.since() == roster.before() ? roster
                : genesis.constitution().orElseThrow().rosterOf(roster.before(), ledger.newest()::value);
    }

    private Epoch under(Constitution constitution) {
        EpochRecord record = EpochRecord.of(ledger.newest().value(StateKey.epoch()), constitution);
        long height = constitution.length().base(record.number());
        Base base = height == 0 ? Base.genesis(genesis.chainId()) : Base.of(chain.header(height));
        return constitution.epoch(record, roster(), base);
    }
}
