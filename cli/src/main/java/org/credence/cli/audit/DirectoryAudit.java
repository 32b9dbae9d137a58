package org.credence.cli.audit;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.proof.StateKey;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.cli.output.Bar;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Ed25519;
import org.credence.ledger.Applications;
import org.credence.ledger.StateAudit;
import org.credence.ledger.epoch.Constitution;
import org.credence.ledger.epoch.ModelMismatch;
import org.credence.ledger.execution.Authors;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.tree.TreeUnsound;
import org.credence.node.Certification;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.GenesisFile;
import org.credence.node.storage.BadBlock;
import org.credence.node.storage.ChainAudit;
import org.credence.node.storage.DirectoryLock;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.SnapshotHead;
import org.credence.node.storage.SnapshotInvalid;
import org.credence.node.storage.Snapshots;
import org.credence.node.storage.StorageDamaged;
import org.credence.node.storage.StoredBlock;

/** One pass over a directory: each block is checked, executed again, and compared with the stored state. */
public final class DirectoryAudit {

    private static final String CHAIN = "chain";
    private static final String EXECUTION = "execution";
    private static final String STATE = "state";
    private static final String SNAPSHOT = "snapshot";

    /** Least heights whose computed state roots are kept until a header speaks of them. */
    private static final int ROOTS = 1_024;

    private final ChainAudit chain;
    private final StateAudit state;
    private final Optional<Constitution> constitution;
    private final Optional<Verdict.Base> base;
    private final Map<Long, SnapshotFile> snapshots = new TreeMap<>();
    private final Bar progress;
    private final SortedMap<Long, Digest> roots = new TreeMap<>();
    private final List<Verdict.Bad> bad = new ArrayList<>();
    private long transactions;

    private DirectoryAudit(ChainAudit chain, StateAudit state, Optional<Constitution> constitution,
            Optional<Verdict.Base> base, List<SnapshotFile> snapshots, Bar progress) {
        this.constitution = constitution;
        this.chain = chain;
        this.state = state;
        this.base = base;
        snapshots.forEach(file -> this.snapshots.put(file.head().height(), file));
        this.progress = progress;
    }

    /**
     * Audits the directory of a member that is not running.
     *
     * @param clientSignatures whether clients' signatures are checked too
     * @throws org.credence.node.storage.DirectoryInUse if the member is running
     */
    public static Verdict run(DataDirectory home, boolean clientSignatures, Bar progress) {
        Genesis genesis = GenesisFile.read(home.genesis());
        if (!Files.exists(home.chain())) {
            return new Verdict(0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
        }
        Applications applications = ChainApplications.of(genesis, CreditModels.of(home), Ed25519.chosen());
        boolean clients = clientSignatures && genesis.clientSignatures();
        try (DirectoryLock _ = DirectoryLock.take(home.chain())) {
            Snapshots kept = Snapshots.in(home.snapshots());
            Optional<SnapshotFile> base =
                    ChainAudit.base(home.chain(), kept.bases()).flatMap(block -> kept.at(block.height()));
            return base.isPresent() ? above(base.get(), home, genesis, applications, clients, kept.all(), progress)
                    : whole(home, genesis, applications, clients, kept.all(), progress);
        } catch (StateDamaged e) {
            // It cannot be opened at all, so that nothing of it holds.
            return Verdict.bad(new Verdict.Bad(Math.max(1, e.height()), STATE, e.what()));
        } catch (StorageDamaged | SnapshotInvalid | TreeUnsound e) {
            return Verdict.bad(new Verdict.Bad(1, SNAPSHOT, String.valueOf(e.getMessage())));
        }
    }

    private static Verdict whole(DataDirectory home, Genesis genesis, Applications applications, boolean clients,
            List<SnapshotFile> snapshots, Bar progress) {
        try (ChainAudit chain = ChainAudit.of(home.chain(), genesis.committee(), genesis.epochLength(),
                Ed25519.chosen(), clients);
                StateAudit state = StateAudit.open(home.state(), genesis.chainId(), applications)) {
            return new DirectoryAudit(chain, state, genesis.constitution(), Optional.empty(), snapshots, progress)
                    .verdict();
        }
    }

    /** The blocks below the snapshot are not kept: who its state says the members are is theirs to vouch for. */
    private static Verdict above(SnapshotFile snapshot, DataDirectory home, Genesis genesis, Applications applications,
            boolean clients, List<SnapshotFile> snapshots, Bar progress) {
        try (StateAudit state = StateAudit.open(home.state(), snapshot, applications)) {
            SnapshotHead head = snapshot.head();
            Roster roster = genesis.constitution().orElseThrow().roster(state.value(StateKey.roster()));
            Certification vouched = Certification.of(head, roster, genesis, Ed25519.chosen());
            Committee committee = roster.committee(genesis.chainId(), head.epoch());
            List<Long> sequences = Authors.of(state.value(StateKey.authors())).first(committee.size());
            try (ChainAudit chain = ChainAudit.above(head.base(), sequences, home.chain(), committee,
                    genesis.epochLength(), Ed25519.chosen(), clients)) {
                DirectoryAudit audit = new DirectoryAudit(chain, state, genesis.constitution(),
                        Optional.of(new Verdict.Base(head.height(), vouched.founders(), vouched.needed())), snapshots,
                        progress);
                audit.roots.put(head.height(), head.stateRoot());
                return audit.verdict();
            }
        }
    }

    private Verdict verdict() {
        walk();
        StateAudit.Report report = state.report();
        report.damage()
                .ifPresent(damage -> bad.add(new Verdict.Bad(Math.max(1, damage.height()), STATE, damage.what())));
        // Of several at one height the first found is the cause: the sort is stable.
        Optional<Verdict.Bad> first = bad.stream().sorted(Comparator.comparingLong(Verdict.Bad::height)).findFirst();
        return new Verdict(first.map(b -> b.height() - 1).orElse(chain.height()), transactions, chain.signatures(),
                state.height(), report.compared(), base, first);
    }

    /** Until the end of the chain, or the first block that does not hold. */
    private void walk() {
        try {
            while (chain.hasNext()) {
                StoredBlock block = chain.next();
                checkRoot(block.block().header());
                roots.put(block.height(), state.execute(block.block(), block.bodies()).stateRoot());
                checkSnapshot(block.height());
                if (roots.size() > ROOTS) {
                    roots.remove(roots.firstKey());
                }
                constitution.ifPresent(c -> turn(c, block.height()));
                transactions += block.block().transactions();
                progress.reached(block.height());
            }
        } catch (BadBlock e) {
            bad.add(new Verdict.Bad(e.height(), CHAIN, e.flaw() + " in " + e.file() + ": " + e.detail()));
        } catch (ModelMismatch e) {
            throw new Failure(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException e) {
            // Signed by a quorum and yet not executable: members themselves would have stopped there.
            bad.add(new Verdict.Bad(chain.height(), EXECUTION, String.valueOf(e.getMessage())));
        }
    }

    /** A snapshot of this height must be of the state that execution gives, and readable to its end. */
    private void checkSnapshot(long height) {
        SnapshotFile snapshot = snapshots.get(height);
        if (snapshot == null) {
            return;
        }
        try {
            snapshot.forEachNode((_, _) -> {});
            if (!snapshot.head().stateRoot().equals(roots.get(height))) {
                bad.add(new Verdict.Bad(height, SNAPSHOT,
                        snapshot.path() + " is of another state than execution gives"));
            }
        } catch (StorageDamaged e) {
            bad.add(new Verdict.Bad(height, SNAPSHOT, String.valueOf(e.getMessage())));
        }
    }

    /** At the end of an epoch the state says who the members are from now on. */
    private void turn(Constitution constitution, long height) {
        int next = constitution.length().epochAfter(height);
        Roster roster = constitution.roster(state.value(StateKey.roster()));
        if (constitution.length().isLast(height) && roster.since() == next) {
            chain.members(roster.committee(constitution.chainId(), next));
        }
    }

    private void checkRoot(Header header) {
        Digest computed = roots.get(header.stateHeight());
        if (computed != null && !computed.equals(header.stateRoot())) {
            bad.add(new Verdict.Bad(header.height(), EXECUTION, "its header carries state root " + header.stateRoot()
                    + " of height " + header.stateHeight() + ", execution gives " + computed));
        }
    }
}
