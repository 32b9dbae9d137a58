package org.credence.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainStoreTest {

    private static final int SMALL = 16 * 1024;

    @TempDir
    Path directory;

    private ChainStore open(long settled) {
        return ChainStore.open(directory, Chains.CHAIN, settled, List.of(), SMALL);
    }

    private List<Path> files() throws IOException {
        return Disk.numbered(directory, ChainFormat.SUFFIX);
    }

    private static void assertSame(StoredBlock read, StoredBlock written) {
        assertThat(read.encode()).isEqualTo(written.encode());
    }

    @Test
    void anEmptyStoreStandsAtGenesis() {
        try (ChainStore store = open(0)) {
            assertThat(store.height()).isZero();
            assertThat(store.head()).isEmpty();
            assertThat(store.lastDecidedId()).isEqualTo(Chains.CHAIN);
            assertThatIllegalArgumentException().isThrownBy(() -> store.read(1)).withMessageContaining("height");
        }
    }

    @Test
    void blocksOverManyFilesAreReadBackAsWrittenNowAndAfterOpeningAnew() throws IOException {
        List<StoredBlock> blocks = new Chains().next(200);
        try (ChainStore store = open(0)) {
            Chains.append(store, blocks);
            blocks.forEach(block -> assertSame(store.read(block.height()), block));
        }
        assertThat(files()).hasSizeGreaterThan(10);
        try (ChainStore store = open(200)) {
            assertThat(store.note()).isEmpty();
            assertThat(store.height()).isEqualTo(200);
            assertThat(store.durableHeight()).isEqualTo(200);
            assertThat(store.lastDecidedId()).isEqualTo(blocks.getLast().block().id());
            assertThat(store.head().orElseThrow().holds(new Chains().committee.quorum())).isTrue();
            blocks.reversed().forEach(block -> assertSame(store.read(block.height()), block));
            assertThatIllegalArgumentException().isThrownBy(() -> store.read(201));
            assertThatIllegalArgumentException().isThrownBy(() -> store.read(0));
        }
    }

    @Test
    void itGoesOnWhereItStopped() {
        Chains chains = new Chains();
        for (int round = 0; round < 5; round++) {
            try (ChainStore store = open(0)) {
                Chains.append(store, chains.next(7));
                assertThat(store.height()).isEqualTo(7L * (round + 1));
            }
        }
    }

    @Test
    void aGapOrMissingBodiesAreABrokenInvariant() {
        Chains chains = new Chains();
        StoredBlock first = chains.next(1, 40);
        StoredBlock second = chains.next(1, 40);
        try (ChainStore store = open(0)) {
            assertThatThrownBy(() -> store.append(second.decision(), second.bodies()))
                    .isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> store.append(first.decision(), List.of())).isInstanceOf(AssertionError.class);
            assertThatThrownBy(() -> store.append(first.decision(), second.bodies()))
                    .isInstanceOf(AssertionError.class);
            store.append(first.decision(), first.bodies());
            store.append(second.decision(), second.bodies());
        }
    }

    /**
     * Wherever the process or the power went while the last block was written: what was synced is there, the rest is
     * cut off.
     */
    @Test
    void aTornTailOfAnyLengthIsCutOffAndWrittenAgain() throws IOException {
        Chains chains = new Chains();
        List<StoredBlock> kept = chains.next(3);
        StoredBlock torn = chains.next(1, 40);
        try (ChainStore store = open(0)) {
            Chains.append(store, kept);
        }
        Path file = files().getLast();
        byte[] before = Files.readAllBytes(file);
        try (ChainStore store = open(3)) {
            store.append(torn.decision(), torn.bodies());
        }
        byte[] after = Files.readAllBytes(file);
        for (int length = before.length + 1; length < after.length; length += 37) {
            Files.write(file, Arrays.copyOf(after, length));
            expectCut(torn);
            byte[] zeroed = Arrays.copyOf(Arrays.copyOf(after, length), after.length);
            Files.write(file, zeroed);
            expectCut(torn);
            assertThat(Files.readAllBytes(file)).isEqualTo(after);
        }
    }

    private void expectCut(StoredBlock torn) {
        try (ChainStore store = open(3)) {
            assertThat(store.note()).hasValueSatisfying(note -> assertThat(note).contains("height 4"));
            assertThat(store.height()).isEqualTo(3);
            store.append(torn.decision(), torn.bodies());
        }
    }

    @Test
    void blocksLostOutOfOrderByAPowerCutAreCutOffIfNoneWasSynced() throws IOException {
        List<StoredBlock> blocks = new Chains().next(6);
        try (ChainStore store = open(0)) {
            Chains.append(store, blocks.subList(0, 2));
            store.sync();
            Chains.append(store, blocks.subList(2, 6));
        }
        byte[] sound = Files.readAllBytes(files().getFirst());
        flip(files().getFirst(), position(3) + 8);
        assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> open(6))
                .satisfies(damaged -> assertThat(damaged.height()).hasValue(3));
        try (ChainStore store = open(2)) {
            assertThat(store.height()).isEqualTo(2);
            assertThat(store.note()).isPresent();
        }
        Files.write(files().getFirst(), sound);
        flip(files().getFirst(), position(4) + 100);
        try (ChainStore store = open(2)) {
            assertThat(store.height()).isEqualTo(3);
            assertThat(store.note()).isPresent();
            Chains.append(store, blocks.subList(3, 6));
        }
    }

    @Test
    void damageBelowASyncedBlockIsRefused() throws IOException {
        List<StoredBlock> blocks = new Chains().next(6);
        try (ChainStore store = open(0)) {
            for (StoredBlock block : blocks) {
                store.append(block.decision(), block.bodies());
                store.sync();
            }
        }
        byte[] sound = Files.readAllBytes(files().getFirst());
        for (int head = 0; head < 32; head++) {
            flip(files().getFirst(), position(3) + head);
            assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> open(0))
                    .satisfies(damaged -> assertThat(damaged.height()).hasValue(3));
            Files.write(files().getFirst(), sound);
        }
        flip(files().getFirst(), position(3) + 100);
        try (ChainStore store = open(0)) {
            assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> store.read(3))
                    .satisfies(damaged -> assertThat(damaged.height()).hasValue(3));
            assertSame(store.read(4), blocks.get(3));
        }
    }

    @Test
    void aDamagedEarlierFileIsFoundWhenItIsRead() throws IOException {
        List<StoredBlock> blocks = new Chains().next(100);
        try (ChainStore store = open(0)) {
            Chains.append(store, blocks);
        }
        flip(files().getFirst(), position(2) + 5);
        try (ChainStore store = open(100)) {
            assertSame(store.read(1), blocks.getFirst());
            assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> store.read(2))
                    .satisfies(damaged -> assertThat(damaged.height()).hasValue(2));
        }
    }

    @Test
    void aFileWhoseMakingWasInterruptedIsMadeAgain() throws IOException {
        Chains chains = new Chains();
        try (ChainStore store = open(0)) {
            Chains.append(store, chains.next(4));
        }
        Files.write(directory.resolve("00000002.blocks"), new byte[20]);
        try (ChainStore store = open(4)) {
            Chains.append(store, chains.next(100));
            assertThat(store.height()).isEqualTo(104);
        }
    }

    @Test
    void aMissingFileIsRefused() throws IOException {
        try (ChainStore store = open(0)) {
            Chains.append(store, new Chains().next(100));
        }
        Files.delete(files().get(1));
        assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> open(0));
        for (Path file : files()) {
            Files.delete(file);
        }
        assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> open(100))
                .satisfies(damaged -> assertThat(damaged.height()).hasValue(1));
    }

    @Test
    void anotherChainsDirectoryIsRefused() {
        try (ChainStore store = open(0)) {
            Chains.append(store, new Chains().next(2));
        }
        assertThatExceptionOfType(StorageFailed.class)
                .isThrownBy(() -> ChainStore.open(directory, Digest.ZERO, 0, List.of(), SMALL))
                .withMessageContaining("chain");
    }

    @Test
    void aDirectoryHasOneHolderWhoIsNamed() {
        try (ChainStore store = open(0)) {
            assertThatExceptionOfType(DirectoryInUse.class).isThrownBy(() -> open(0)).satisfies(
                    inUse -> assertThat(inUse.holder()).isEqualTo(Long.toString(ProcessHandle.current().pid())));
            assertThat(store.height()).isZero();
        }
        open(0).close();
    }

    @Test
    void readersGoOnWhileBlocksAreAppendedAndAreNotHurtByInterrupts()
            throws InterruptedException, ExecutionException {
        List<StoredBlock> blocks = new Chains().next(200);
        AtomicBoolean done = new AtomicBoolean();
        try (ChainStore store = open(0)) {
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> {
                long count = 0;
                while (!done.get() || count < 50) {
                    long height = store.height() == 0 ? 0 : 1 + ThreadLocalRandom.current().nextLong(store.height());
                    if (height > 0) {
                        assertSame(store.read(height), blocks.get((int) height - 1));
                        count++;
                    }
                }
                return count;
            });
            Chains.append(store, blocks.subList(0, 100));
            Thread interrupted = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                assertThatThrownBy(() -> store.read(1)).isInstanceOf(StorageFailed.class);
            });
            interrupted.join();
            for (StoredBlock block : blocks.subList(100, 200)) {
                store.append(block.decision(), block.bodies());
                store.sync();
            }
            done.set(true);
            assertThat(reader.get()).isGreaterThanOrEqualTo(50);
            assertThat(store.durableHeight()).isEqualTo(200);
            assertThat(store.syncs().count()).isGreaterThanOrEqualTo(100);
        }
    }

    /** Where the record of a height in the first file begins. */
    private int position(long height) throws IOException {
        Path file = files().getFirst();
        ChainFormat.FileHead head = new ChainFormat.FileHead(1, 1, Chains.CHAIN);
        return (int) ChainFile.scan(file, head).position(height);
    }

    private static void flip(Path file, int position) throws IOException {
        Chains.poke(file, position, Files.readAllBytes(file)[position] ^ 0x10);
    }

    private ChainStore above(List<Header> bases) {
        return ChainStore.open(directory, Chains.CHAIN, 0, bases, SMALL);
    }

    private static Header header(List<StoredBlock> blocks, int height) {
        return blocks.get(height - 1).block().header();
    }

    @Test
    void whatIsPrunedIsGoneAndTheChainBeginsAboveIt() throws IOException {
        List<StoredBlock> blocks = new Chains().next(200);
        Header base = header(blocks, 90);
        int before;
        try (ChainStore store = above(List.of())) {
            Chains.append(store, blocks.subList(0, 90));
            store.roll();
            Chains.append(store, blocks.subList(90, 200));
            before = files().size();
            assertThat(store.first()).isOne();
            assertThat(List.of(base, header(blocks, 50))).as("the second is from before it").allMatch(store::prune);
            assertThat(store.first()).isEqualTo(91);
            assertThat(store.find(90)).isEmpty();
            assertThat(store.header(90)).isEqualTo(base);
            assertThatIllegalArgumentException().isThrownBy(() -> store.read(90)).withMessageContaining("91 to 200");
            blocks.subList(90, 200).forEach(block -> assertSame(store.read(block.height()), block));
        }
        assertThat(files()).hasSizeLessThan(before).first().satisfies(
                file -> assertThat(Disk.number(file)).isGreaterThan(1));
        try (ChainStore store = above(List.of(base, header(blocks, 150)))) {
            assertThat(store.base()).as("the lowest that nothing is missing above").contains(base);
            assertThat(store.height()).isEqualTo(200);
            assertSame(store.read(91), blocks.get(90));
        }
        assertThatThrownBy(() -> above(List.of())).isInstanceOf(StorageDamaged.class)
                .hasMessageContaining("a file before it is missing");
        assertThatThrownBy(() -> above(List.of(header(blocks, 80)))).isInstanceOf(StorageDamaged.class);
    }

    /** Only whole files go: a base in the middle of one begins where it lies, and nothing below is found. */
    @Test
    void aBaseInTheMiddleOfAFileHidesWhatLiesBelow() throws IOException {
        List<StoredBlock> blocks = new Chains().next(200);
        Header base = header(blocks, 111);
        try (ChainStore store = above(List.of())) {
            Chains.append(store, blocks.subList(0, 5));
            assertThat(store.prune(header(blocks, 4))).as("one file holds all").isFalse();
            assertThat(store.first()).isOne();
            Chains.append(store, blocks.subList(5, 200));
            assertThat(store.prune(base)).isTrue();
            assertThat(store.find(111)).isEmpty();
            assertThat(store.find(112)).isPresent();
        }
        try (ChainStore store = above(List.of(base))) {
            assertThat(store.first()).isEqualTo(112);
            assertThat(store.find(111)).isEmpty();
            Chains.append(store, List.of());
        }
        Header other = new Chains().next(1, 8, header -> new Header(header.chainId(), 0, 0, 111, header.parent(),
                header.payloadRoot(), 0, 1, Digest.ZERO, 0, Digest.ZERO)).block().header();
        assertThatThrownBy(() -> above(List.of(other))).isInstanceOf(StorageDamaged.class)
                .hasMessageContaining("does not stand on block");
    }

    @Test
    void aChainBelowASnapshotIsDroppedForIt() throws IOException {
        Chains chains = new Chains();
        List<StoredBlock> blocks = chains.next(80);
        try (ChainStore store = above(List.of())) {
            Chains.append(store, blocks.subList(0, 40));
        }
        Header base = header(blocks, 60);
        try (ChainStore store = ChainStore.open(directory, Chains.CHAIN, 40, List.of(base), SMALL)) {
            assertThat(store.note()).hasValueSatisfying(note -> assertThat(note).contains("up to height 40"));
            assertThat(store.height()).isEqualTo(60);
            assertThat(store.head()).isEmpty();
            assertThat(store.lastDecidedId()).isEqualTo(base.id());
            assertThat(files()).isEmpty();
            Chains.append(store, blocks.subList(60, 80));
        }
        try (ChainStore store = ChainStore.open(directory, Chains.CHAIN, 80, List.of(base), SMALL)) {
            assertThat(store.note()).isEmpty();
            assertThat(store.height()).isEqualTo(80);
            assertThat(store.first()).isEqualTo(61);
        }
        assertThat(ChainAudit.base(directory, List.of(base))).contains(base);
        assertThat(ChainAudit.apparentHeight(directory)).isEqualTo(80);
    }

    /** Readers meet it as gone, never as damaged. */
    @Test
    void pruningDoesNotDisturbReaders() throws Exception {
        List<StoredBlock> blocks = new Chains().next(300);
        try (ChainStore store = above(List.of())) {
            Chains.append(store, blocks);
            AtomicBoolean ended = new AtomicBoolean();
            CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
                int found = 0;
                do {
                    long height = ThreadLocalRandom.current().nextLong(1, 301);
                    found += store.find(height).isPresent() ? 1 : 0;
                } while (!ended.get());
                return found;
            });
            for (int height = 50; height <= 290; height += 10) {
                assertThat(store.prune(header(blocks, height))).isTrue();
                assertThat(store.read(height + 1).height()).isEqualTo(height + 1);
            }
            ended.set(true);
            assertThat(reader.get()).isPositive();
        }
    }
}
