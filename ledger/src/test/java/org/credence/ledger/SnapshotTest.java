package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.ledger.store.Capture;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateSnapshot;
import org.credence.ledger.tree.Stub;
import org.credence.ledger.tree.TreeUnsound;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A state goes from one directory to another, and nobody is believed on the way. */
class SnapshotTest {

    private static final Applications SHELF = new Applications(List.of(new Shelf()));
    private static final int BASE = 120;
    private static final int END = 260;

    @TempDir
    Path directory;

    private final TestChain chain = new TestChain();
    private final List<Digest> roots = new ArrayList<>();

    /** A state as it is in memory, to be tampered with. */
    private record Copy(Persisted version, List<byte[]> records) implements StateSnapshot {

        static Copy of(StateSnapshot snapshot) {
            List<byte[]> records = new ArrayList<>();
            snapshot.forEachNode((_, record) -> records.add(record));
            return new Copy(snapshot.version(), records);
        }

        @Override
        public void forEachNode(Sink sink) {
            for (int id = 0; id < records.size(); id++) {
                sink.node(id, records.get(id));
            }
        }

        Copy with(Persisted other) {
            return new Copy(other, records);
        }

        Copy with(UnaryOperator<List<byte[]>> change) {
            return new Copy(version, change.apply(new ArrayList<>(records)));
        }
    }

    @BeforeEach
    void grow() {
        Random random = new Random(7);
        for (int i = 1; i <= END; i++) {
            List<Transaction> transactions = new ArrayList<>();
            for (int j = 0; j < 5; j++) {
                // The last of each block is one of an earlier block now and then: a replay.
                int nonce = j == 4 && i > 1 ? 5 * (i - 1) - random.nextInt(4) : 5 * i + j;
                transactions.add(TestChain.transaction(TestChain.key(j), nonce, Shelf.ID,
                        Shelf.put(random.nextInt(400), random.nextInt(200))));
            }
            chain.stateHeight(i - 1).add(i % 9 == 0 ? List.of() : List.of(transactions));
        }
    }

    private Ledger open(String name) {
        return Ledger.open(directory.resolve(name), TestChain.CHAIN, SHELF);
    }

    private void execute(Ledger ledger, int until) {
        for (TestChain.Decided decided : chain.blocks().subList((int) ledger.height(), until)) {
            Digest root = ledger.execute(decided.block(), decided.bodies()).stateRoot();
            if (roots.size() < decided.block().height()) {
                roots.add(root);
            }
            assertThat(root).isEqualTo(roots.get((int) decided.block().height() - 1));
        }
    }

    /** The snapshot at {@link #BASE}, begun as the block above was executed, and read only when many more were. */
    private Copy captured() {
        try (Ledger ledger = open("old")) {
            execute(ledger, BASE + 1);
            CompletableFuture<Capture> begun = ledger.capture();
            execute(ledger, END);
            ledger.flush();
            try (Capture capture = begun.join()) {
                assertThat(capture.version().height()).isEqualTo(BASE);
                return Copy.of(capture);
            }
        }
    }

    @Test
    void whoRestoresASnapshotGoesOnAsIfItHadExecutedAll() {
        Copy snapshot = captured();
        Restoration.run(directory.resolve("new"), snapshot);
        try (Ledger restored = open("new"); Ledger old = open("old")) {
            assertThat(restored.height()).isEqualTo(BASE);
            assertThat(restored.stateRoot()).isEqualTo(roots.get(BASE - 1));
            execute(old, END);
            execute(restored, END);
            assertThat(restored.stateRootAt(BASE)).isEqualTo(old.stateRootAt(BASE));
            assertThat(restored.stateRootAt(BASE - 1)).isEmpty();
            assertThat(restored.receipts(END - 1)).isNotEmpty().isEqualTo(old.receipts(END - 1));
        }
        // Not only the roots: both directories hold the same nodes under the same ids.
        Copy first = atRest("old");
        Copy second = atRest("new");
        assertThat(second.version().sameAs(first.version())).isTrue();
        assertThat(second.records()).usingElementComparator(Arrays::compare).isEqualTo(first.records());
    }

    private Copy atRest(String name) {
        try (Ledger ledger = open(name); Capture capture = ledger.capture().join()) {
            return Copy.of(capture);
        }
    }

    @Test
    void anAuditBeginsAtASnapshotAndFindsWhatWasChangedSince() {
        Copy snapshot = captured();
        Restoration.run(directory.resolve("new"), snapshot);
        try (Ledger restored = open("new")) {
            execute(restored, END);
        }
        assertThat(audit("new", snapshot).damage()).isEmpty();
        assertThat(audit("old", snapshot).damage()).as("it remembers more than the snapshot knows of").isPresent();
        try (Ledger old = open("old")) {
            execute(old, END);
            old.prune(BASE);
            old.flush();
        }
        assertThat(audit("old", snapshot).damage()).isEmpty();
        assertThat(audit("old", snapshot).compared()).isGreaterThan(2_000);
        Copy other = captureAt(BASE - 20).with(snapshot.version());
        assertThatExceptionOfType(TreeUnsound.class).isThrownBy(() -> audit("new", other));
    }

    private Copy captureAt(int height) {
        try (Ledger ledger = open("early")) {
            execute(ledger, height + 1);
            try (Capture capture = ledger.capture().join()) {
                return Copy.of(capture);
            }
        }
    }

    private StateAudit.Report audit(String name, Copy snapshot) {
        try (StateAudit audit = StateAudit.open(directory.resolve(name), snapshot, SHELF)) {
            chain.blocks().subList((int) snapshot.version().height(), END)
                    .forEach(decided -> audit.execute(decided.block(), decided.bodies()));
            return audit.report();
        }
    }

    @Test
    void whatWasPrunedIsGoneAndTheRestIsThere() {
        try (Ledger ledger = open("old")) {
            execute(ledger, END);
            ledger.flush();
            Transaction below = chain.blocks().get(BASE - 2).bodies().getFirst().transactions().getFirst();
            Transaction above = chain.blocks().get(BASE).bodies().getFirst().transactions().getFirst();
            assertThat(ledger.receipt(below.id())).isPresent();
            ledger.prune(BASE);
            assertThat(ledger.receipt(below.id())).isEmpty();
            assertThat(ledger.find(below.id())).isEmpty();
            assertThat(ledger.receipts(BASE - 1)).isEmpty();
            assertThat(ledger.stateRootAt(BASE - 1)).isEmpty();
            assertThat(ledger.stateRootAt(BASE)).contains(roots.get(BASE - 1));
            assertThat(ledger.receipt(above.id())).isPresent();
            assertThat(ledger.proveReceipt(above.id(), ledger.newest())).isPresent();
            assertThat(ledger.proveReceipt(below.id(), ledger.newest())).isEmpty();
        }
        try (Ledger again = open("old")) {
            execute(again, END);
        }
    }

    @Test
    void aSnapshotThatIsNotOneWholeStateIsRefusedAndLeavesNothing() {
        Copy good = captured();
        Persisted version = good.version();
        refuse(good.with(records -> records.subList(0, records.size() - 1)), "missing");
        refuse(good.with(records -> {
            records.add(records.getFirst());
            return records;
        }), "were given");
        refuse(good.with(records -> {
            byte[] record = records.get(3).clone();
            record[record.length - 1] ^= 1;
            records.set(3, record);
            return records;
        }), "hash");
        // Heights are in no hash: a node that seems newer than what is above it would be written to disk too late.
        refuse(good.with(records -> {
            byte[] record = records.get(3).clone();
            record[1] = 1;
            records.set(3, record);
            return records;
        }), "height");
        refuse(good.with(new Persisted(version.chainId(), BASE, version.block(), version.root(), version.nextId() + 1)),
                "hang from the root");
        Stub root = (Stub) version.root();
        refuse(good.with(new Persisted(version.chainId(), BASE, version.block(), new Stub(root.id() - 1, root.hash()),
                version.nextId())), "hash");
        refuse(good.with(new Persisted(version.chainId(), BASE, version.block(),
                new Stub(root.id(), TestChain.digest("other")), version.nextId())), "hash");
    }

    private void refuse(Copy snapshot, String because) {
        Path target = directory.resolve("refused" + because.hashCode() + snapshot.hashCode());
        assertThatExceptionOfType(TreeUnsound.class).isThrownBy(() -> Restoration.run(target, snapshot))
                .withMessageContaining(because);
        try (Ledger none = Ledger.open(target, TestChain.CHAIN, SHELF)) {
            assertThat(none.height()).isZero();
        }
    }
}
