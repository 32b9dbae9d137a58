package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.credence.base.block.Transaction;
import org.credence.ledger.store.StateDamaged;
import org.credence.ledger.store.StateStore;
import org.credence.ledger.store.StoreFailed;
import org.credence.ledger.store.Table;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateAuditTest {
    private static final Applications SHELF = new Applications(List.of(new Shelf()));
    private static final int BLOCKS = 60;
    private static final int HELD_BACK = 3;
    private static final int FLIPS_PER_FILE = 3;

    @TempDir
    Path directory;

    private final TestChain chain = new TestChain();

    @BeforeEach
    void keepAChain() {
        Random random = new Random(5);
        Transaction replayed = put(random, 1, 0);
        try (Ledger ledger = Ledger.open(directory, TestChain.CHAIN, SHELF)) {
            for (int i = 1; i <= BLOCKS; i++) {
                chain.stateHeight(Math.max(0, i - HELD_BACK));
                TestChain.Decided decided = i % 10 == 0
                        ? chain.add(List.of())
                        : chain.add(put(random, 2, i), put(random, 3, i), replayed);
                ledger.execute(decided.block(), decided.bodies());
            }
        }
    }

    private static Transaction put(Random random, int sender, long nonce) {
        return TestChain.transaction(TestChain.key(sender), nonce, Shelf.ID,
                Shelf.put(random.nextInt(40), random.nextInt(100)));
    }

    private StateAudit.Report audit(List<TestChain.Decided> blocks) {
        try (StateAudit audit = StateAudit.open(directory, TestChain.CHAIN, SHELF)) {
            blocks.forEach(decided -> audit.execute(decided.block(), decided.bodies()));
            return audit.report();
        }
    }

    /** The height that an audit blames, or that opening does. */
    private long blamed() {
        try {
            return audit(chain.blocks()).damage().map(StateDamaged::height).orElse(0L);
        } catch (StateDamaged e) {
            return e.height();
        }
    }

    private void overwrite(Table table, byte[] key, byte[] value) {
        try (StateStore store = StateStore.open(directory); StateStore.Step step = store.step()) {
            step.put(table, key, value).commit(store.self().orElseThrow());
            store.flush();
        }
    }

    @Test
    void acceptsAnHonestDirectory() {
        StateAudit.Report report = audit(chain.blocks());
        assertThat(report.damage()).isEmpty();
        assertThat(report.height()).isEqualTo(BLOCKS - HELD_BACK);
        assertThat(report.compared()).isGreaterThan(BLOCKS * 3L);
    }

    @Test
    void givesTheRootsThatHeadersMustCarry() {
        try (Ledger ledger = Ledger.open(directory.resolve("other"), TestChain.CHAIN, SHELF);
                StateAudit audit = StateAudit.open(directory, TestChain.CHAIN, SHELF)) {
            for (TestChain.Decided decided : chain.blocks()) {
                assertThat(audit.execute(decided.block(), decided.bodies()))
                        .isEqualTo(ledger.execute(decided.block(), decided.bodies()));
            }
        }
    }

    @Test
    void namesTheLowestHeightThatDiffers() {
        overwrite(Table.ROOT, Table.key(44), new byte[32]);
        assertThat(audit(chain.blocks()).damage()).hasValueSatisfying(damage -> {
            assertThat(damage.height()).isEqualTo(44);
            assertThat(damage.what()).isEqualTo("state root differs");
        });
        overwrite(Table.RECEIPTS, Table.key(17), new byte[34]);
        assertThat(blamed()).isEqualTo(17);
        Transaction early = chain.blocks().get(4).bodies().getFirst().transactions().getFirst();
        overwrite(Table.TRANSACTION, Table.key(early.id()), new TransactionPlace(5, 1, 0, 1).encoded());
        assertThat(blamed()).isEqualTo(5);
    }

    @Test
    void blamesTheLastWriterOfADamagedNode() {
        byte[] key = Table.key(0);
        byte[] record;
        try (StateStore store = StateStore.openReadOnly(directory)) {
            record = store.value(Table.NODE, key).orElseThrow();
        }
        long writer = java.nio.ByteBuffer.wrap(record, 1, 8).getLong();
        record[record.length - 1] ^= 1;
        overwrite(Table.NODE, key, record);
        assertThat(writer).isPositive();
        assertThat(blamed()).isEqualTo(writer);
    }

    @Test
    void findsRecordsThatShouldNotBeThere() {
        overwrite(Table.NODE, Table.key(1_000_000), new byte[1]);
        assertThat(audit(chain.blocks()).damage()).hasValueSatisfying(
                damage -> assertThat(damage.what()).contains("NODE holds"));
    }

    @Test
    void wantsAChainThatReachesTheState() {
        assertThat(audit(chain.blocks().subList(0, 20)).damage()).hasValueSatisfying(damage -> {
            assertThat(damage.height()).isEqualTo(21);
            assertThat(damage.what()).contains("the chain ends at 20");
        });
    }

    @Test
    void anotherChainOrNoDirectoryIsAnErrorOfItsOwn() {
        assertThatThrownBy(() -> StateAudit.open(directory, TestChain.digest("other"), SHELF))
                .isInstanceOf(WrongChain.class);
        assertThatThrownBy(() -> StateAudit.open(directory.resolve("none"), TestChain.CHAIN, SHELF))
                .isInstanceOf(StoreFailed.class);
    }

    @Test
    void findsAFlippedBitAnywhereInTheStatesFiles() throws IOException {
        Random random = new Random(11);
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().matches(".*\\.sst|MANIFEST.*|CURRENT")).sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThan(5);
        List<String> missed = new ArrayList<>();
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            int step = Math.max(1, good.length / FLIPS_PER_FILE);
            for (int at = random.nextInt(step); at < good.length; at += step) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bad);
                if (blamed() == 0) {
                    missed.add(file.getFileName() + " " + at + " of " + good.length);
                }
            }
            Files.write(file, good);
        }
        assertThat(missed).isEmpty();
        assertThat(blamed()).isZero();
    }
}
