package org.credence.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.proof.StateProof;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long random chains: against a map, over several members, through crashes, and under readers. */
class RecoveryTest {
    private static final Applications SHELF = new Applications(List.of(new Shelf()));
    private static final int PLACES = 300;

    @TempDir
    Path directory;

    private final TestChain chain = new TestChain();
    private final List<Digest> roots = new ArrayList<>();
    private final Map<Integer, byte[]> shelf = new TreeMap<>();
    private final Map<Integer, Integer> accepted = new TreeMap<>();

    private Ledger open(String name) {
        return Ledger.open(directory.resolve(name), TestChain.CHAIN, SHELF);
    }

    /** Blocks of transactions of which some fail, some are replays and some overwrite; with what must come of them. */
    private void grow(int blocks, Random random) {
        for (int i = 0; i < blocks; i++) {
            List<List<Transaction>> batches = new ArrayList<>();
            for (int batch = random.nextInt(4); batch > 0; batch--) {
                List<Transaction> transactions = new ArrayList<>();
                for (int j = 1 + random.nextInt(12); j > 0; j--) {
                    transactions.add(transaction(random));
                }
                batches.add(transactions);
            }
            chain.stateHeight(chain.blocks().size()).add(batches);
        }
    }

    private Transaction transaction(Random random) {
        int sender = random.nextInt(20);
        int nonce = accepted.getOrDefault(sender, 0) + (random.nextInt(5) == 0 ? 0 : 1);
        int place = random.nextInt(PLACES);
        int value = random.nextInt(200);
        if (nonce > accepted.getOrDefault(sender, 0)) {
            accepted.put(sender, nonce);
            if (value % 2 == 0) {
                byte[] stored = new byte[1 + value % 64];
                Arrays.fill(stored, (byte) value);
                shelf.put(place, stored);
                shelf.put(place + 1, stored);
            }
        }
        return TestChain.transaction(TestChain.key(sender), nonce, Shelf.ID, Shelf.put(place, value));
    }

    private void executeFrom(Ledger ledger, int until) {
        for (TestChain.Decided decided : chain.blocks().subList((int) ledger.height(), until)) {
            Executed executed = ledger.execute(decided.block(), decided.bodies());
            if (roots.size() < executed.height()) {
                roots.add(executed.stateRoot());
            }
            assertThat(executed.stateRoot()).isEqualTo(roots.get((int) executed.height() - 1));
        }
    }

    private void assertHoldsTheShelf(Ledger ledger) {
        StateView state = ledger.newest();
        for (int place = 0; place <= PLACES; place++) {
            Optional<byte[]> expected = Optional.ofNullable(shelf.get(place));
            StateProof proof = state.prove(Shelf.key(place));
            assertThat(proof.proves(Shelf.key(place), state.height(), ledger.stateRoot())).isTrue();
            assertThat(proof.value().map(RecoveryTest::text)).isEqualTo(expected.map(RecoveryTest::text));
        }
    }

    private static String text(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void holdsWhatAMapWouldThroughRestartsAtAnyHeight() {
        Random random = new Random(1);
        grow(4_000, random);
        for (int until = 1; until < 4_000; until += 1 + random.nextInt(1_600)) {
            try (Ledger ledger = open("one")) {
                assertThat(ledger.height()).isLessThanOrEqualTo(until);
                executeFrom(ledger, until);
            }
        }
        try (Ledger ledger = open("one"); Ledger other = open("two")) {
            executeFrom(ledger, 4_000);
            executeFrom(other, 4_000);
            assertHoldsTheShelf(ledger);
            assertThat(other.stateRoot()).isEqualTo(ledger.stateRoot());
            for (int height = 1; height <= 4_000; height++) {
                assertThat(ledger.stateRootAt(height)).contains(roots.get(height - 1));
                assertThat(ledger.receipts(height)).isEqualTo(other.receipts(height));
            }
            for (TestChain.Decided decided : chain.blocks()) {
                decided.bodies().forEach(body -> body.transactions().forEach(
                        t -> assertThat(ledger.find(t.id())).isPresent().isEqualTo(other.find(t.id()))));
            }
        }
    }

    @Test
    void aCrashLosesWholeHeightsAndReplayingBringsThemBack() throws IOException {
        grow(300, new Random(2));
        try (Ledger ledger = open("live")) {
            for (int until = 50; until <= 300; until += 50) {
                executeFrom(ledger, until);
                if (until == 150) {
                    ledger.flush();
                }
                copy(directory.resolve("live"), directory.resolve("crashed" + until));
            }
        }
        for (int until = 50; until <= 300; until += 50) {
            try (Ledger crashed = open("crashed" + until)) {
                assertThat(crashed.height()).isEqualTo(until < 150 ? 0 : 149);
                assertThat(crashed.stateRootAt(crashed.height()))
                        .contains(crashed.stateRoot());
                executeFrom(crashed, 300);
                assertHoldsTheShelf(crashed);
            }
        }
    }

    @Test
    void whatIsSettledReachesTheDiskBesideFurtherBlocks() throws IOException {
        grow(60, new Random(5));
        try (Ledger ledger = open("live")) {
            executeFrom(ledger, 50);
            ledger.settle();
            executeFrom(ledger, 60);
            ledger.settle();
            await().until(() -> !ledger.isPersisting());
            copy(directory.resolve("live"), directory.resolve("crashed"));
        }
        try (Ledger crashed = open("crashed")) {
            assertThat(crashed.height()).isEqualTo(59);
            executeFrom(crashed, 60);
            assertHoldsTheShelf(crashed);
        }
    }

    /** What kill -9 leaves: the files as they are, without the lock. */
    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(f -> !f.endsWith("LOCK")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void readersSeeOneHeightWholeWhileBlocksAreExecutedAndPersisted() throws Exception {
        grow(6_000, new Random(3));
        AtomicBoolean ended = new AtomicBoolean();
        try (Ledger ledger = open("read"); ExecutorService readers = Executors.newFixedThreadPool(2)) {
            executeFrom(ledger, 1);
            List<Future<Integer>> answers = new ArrayList<>();
            for (int reader = 0; reader < 2; reader++) {
                Random random = new Random(reader);
                answers.add(readers.submit(() -> read(ledger, random, ended)));
            }
            executeFrom(ledger, 6_000);
            ended.set(true);
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isPositive();
            }
        }
    }

    private static int read(Ledger ledger, Random random, AtomicBoolean ended) {
        int proofs = 0;
        do {
            long newest = ledger.height();
            long height = Math.max(newest - random.nextInt(40), 0);
            try {
                StateView state = ledger.at(height);
                int place = random.nextInt(PLACES);
                assertThat(state.prove(Shelf.key(place)).proves(Shelf.key(place), height, state.stateRoot())).isTrue();
                assertThat(ledger.stateRootAt(height)).contains(state.stateRoot());
                proofs++;
            } catch (HeightNotHeld e) {
                assertThat(e.highest() - height).as("kept for so long at least").isGreaterThan(Ledger.HELD - 2);
            }
        } while (!ended.get());
        return proofs;
    }

    @Test
    void aHeightIsReadableForHeldHeightsAndThenRefused() {
        grow(200, new Random(4));
        try (Ledger ledger = open("held")) {
            executeFrom(ledger, 100);
            StateView old = ledger.at(100);
            executeFrom(ledger, 100 + Ledger.HELD);
            assertThat(ledger.at(100).stateRoot()).isEqualTo(old.stateRoot());
            executeFrom(ledger, 200);
            assertThatThrownBy(() -> ledger.at(100)).isInstanceOf(HeightNotHeld.class)
                    .hasMessageContaining("state of 100 is not held");
            assertThatThrownBy(() -> ledger.at(201)).isInstanceOf(HeightNotHeld.class);
        }
    }

    /** Few large blocks must not gather in memory until there are as many of them as of small ones. */
    @Test
    void manyTransactionsGoToDiskHoweverFewTheirBlocks() {
        int size = 2_000;
        for (int block = 0; block < 50; block++) {
            List<Transaction> transactions = new ArrayList<>();
            for (int i = 1; i <= size; i++) {
                transactions.add(TestChain.transaction(TestChain.key(i % 20), block * size + i, Shelf.ID,
                        Shelf.put(i % PLACES, 2)));
            }
            chain.add(List.of(transactions));
        }
        try (Ledger ledger = open("large")) {
            chain.blocks().subList(0, 40).forEach(d -> ledger.execute(d.block(), d.bodies()));
            assertThat(lowestHeld(ledger)).isPositive();
            await().until(() -> !ledger.isPersisting());
            chain.blocks().subList(40, 50).forEach(d -> ledger.execute(d.block(), d.bodies()));
            assertThat(lowestHeld(ledger)).isGreaterThanOrEqualTo(40 - Ledger.HELD);
        }
    }

    private static long lowestHeld(Ledger ledger) {
        try {
            ledger.at(0);
            return 0;
        } catch (HeightNotHeld e) {
            return e.lowest();
        }
    }

    @Test
    void aDirectoryOfAnotherChainIsRefused() {
        open("one").close();
        assertThatThrownBy(() -> Ledger.open(directory.resolve("one"), TestChain.digest("other"), SHELF))
                .isInstanceOf(WrongChain.class).hasMessageContaining("belongs to chain");
        open("one").close();
    }
}
