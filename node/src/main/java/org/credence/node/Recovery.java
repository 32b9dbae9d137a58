package org.credence.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.ledger.Applications;
import org.credence.ledger.Ledger;
import org.credence.ledger.Restoration;
import org.credence.ledger.store.StateDamaged;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.pipeline.Durability;
import org.credence.node.storage.ChainStore;
import org.credence.node.storage.Journal;
import org.credence.node.storage.Snapshots;
import org.credence.node.storage.StoredBlock;
import org.slf4j.Logger;

/**
 * Brings journal, chain and state of a data directory together. The chain is the truth about decisions, the journal
 * about promises and those decisions that the chain lost to a power cut, and the state is derived.
 *
 * @param snapshots  states that the chain can begin above
 * @param durability how far the chain is durable: the journal asks when it drops promises
 * @param promises   what this member must not contradict
 * @param epoch      which the chain is in
 * @param view       what the engine is told of the chain
 */
record Recovery(Journal journal, ChainStore chain, Snapshots snapshots, Ledger ledger, Durability durability,
        Promises promises,
        Epoch epoch, ChainView view) {

    private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);

    /**
     * Opens all three; each is closed by {@code resources}.
     *
     * @throws StartRefused if the member may have promised what it no longer remembers
     */
    static Recovery open(DataDirectory data, Genesis genesis, Applications applications, Resources resources,
            Logger log) {
        Committee committee = genesis.committee();
        Digest chainId = committee.chainId();
        Durability durability = new Durability(Collections.nCopies(committee.size(), 1L));
        Journal journal = resources.add(Journal.open(data.journal(), durability));
        Snapshots snapshots = Snapshots.in(data.snapshots());
        ChainStore chain = resources.add(
                ChainStore.open(data.chain(), chainId, journal.recovery().settled(), snapshots.bases()));
        journal.recovery().note().ifPresent(log::warn);
        chain.note().ifPresent(log::warn);
        if (journal.recovery().fresh() && chain.head().isPresent()) {
            throw new StartRefused("the chain reaches height " + chain.height()
                    + " but the journal is gone: this member "
                    + "may have signed what it no longer remembers (P§0.2). Restore the journal; "
                    + "never start without it");
        }
        // Only now does a new journal come into being, so that a refused start stays refused.
        journal.sync();
        Ledger ledger = resources.add(openLedger(data.state(), chainId, applications, chain, snapshots, log));
        replay(ledger, chain, log);
        Promises promises = journal.recovery().promises();
        Epoch epoch = new PresentEpoch(genesis, chain, ledger).epoch();
        return new Recovery(journal, chain, snapshots, ledger, durability, promises, epoch,
                view(chain, ledger, promises, epoch));
    }

    /** Decisions that the journal holds and the chain does not: to be executed before any other, in this order. */
    List<Decision> pending() {
        return areOf(epoch, promises) ? promises.decidedAbove(chain.height()) : List.of();
    }

    /**
     * The state is derived: when it is damaged, or not one of the chain that is there, it is made anew. A chain that
     * lost
     * its end to a power cut is behind its state, one that begins above a snapshot just taken in is ahead of it.
     */
    private static Ledger openLedger(Path directory, Digest chainId, Applications applications, ChainStore chain,
            Snapshots snapshots, Logger log) {
        try {
            Ledger ledger = Ledger.open(directory, chainId, applications);
            if (ledger.height() >= chain.first() - 1 && ledger.height() <= chain.height()) {
                return ledger;
            }
            log.warn("state at height {} is none of the chain from {} to {}: made anew", ledger.height(), chain.first(),
                    chain.height());
            ledger.close();
        } catch (StateDamaged e) {
            log.warn("state is damaged and made anew: {}", e.getMessage());
        }
        delete(directory);
        chain.base().ifPresent(base -> Restoration.run(directory, snapshots.at(base.height()).orElseThrow()));
        return Ledger.open(directory, chainId, applications);
    }

    private static void replay(Ledger ledger, ChainStore chain, Logger log) {
        long began = System.nanoTime();
        long told = began;
        long first = ledger.height() + 1;
        for (long height = first; height <= chain.height(); height++) {
            StoredBlock stored = chain.read(height);
            ledger.execute(stored.block(), stored.bodies());
            if (System.nanoTime() - told > PROGRESS_NANOS) {
                told = System.nanoTime();
                log.atInfo().addKeyValue("height", height).addKeyValue("of", chain.height()).log("executing again");
            }
        }
        if (chain.height() >= first) {
            log.atInfo().addKeyValue("from", first).addKeyValue("to", chain.height())
                    .addKeyValue("ms", (System.nanoTime() - began) / 1_000_000).log("executed again after restart");
        }
    }

    private static ChainView view(ChainStore chain, Ledger ledger, Promises promises, Epoch epoch) {
        boolean tipDecided = promises.lastVote().filter(vote -> vote.epoch() == epoch.number())
                .filter(vote -> vote.height() <= chain.height())
                .filter(vote -> chain.read(vote.height()).block().id().equals(vote.id())).isPresent();
        ChainView stored = new ChainView(epoch.base(), chain.head().filter(head -> epoch.holds(head.height())),
                ledger.nextSequences(epoch.committee().size()), tipDecided);
        return areOf(epoch, promises) ? stored.with(promises) : stored;
    }

    /** Promises of a later epoch know nothing of this one any more: its chain must be fetched again. */
    private static boolean areOf(Epoch epoch, Promises promises) {
        return promises.epoch() == epoch.number();
    }

    static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
