package org.credence.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.block.Batch;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final long SMALL = 32 * 1024;
    private static final Settled.Source NOTHING = () -> new Settled(0, List.of(1L, 1L, 1L, 1L));

    @TempDir
    Path directory;

    private Journal open() {
        return Journal.open(directory, NOTHING);
    }

    private Path newest() throws IOException {
        return Disk.numbered(directory, ".log").getLast();
    }

    private static void assertSame(Promises promises, Promises expected) {
        assertThat(promises.retained().stream().map(p -> ByteBuffer.wrap(p.encode())))
                .containsExactlyElementsOf(expected.retained().stream().map(p -> ByteBuffer.wrap(p.encode())).toList());
    }

    private static Promises sum(List<List<Promise>> runs) {
        Promises sum = new Promises();
        runs.forEach(run -> run.forEach(sum::add));
        return sum;
    }

    /** Runs with every kind of promise in them. */
    private static List<List<Promise>> runs(int count) {
        List<List<Promise>> runs = new ArrayList<>();
        Chains chains = new Chains();
        for (int i = 1; i <= count; i++) {
            StoredBlock stored = chains.next(2, 60);
            Header header = stored.block().header();
            BlockRef ref = BlockRef.of(header, stored.block().id());
            Certificate certificate = stored.decision().certificate();
            List<Promise> run = new ArrayList<>();
            run.add(new Promise.Confirmed(
                    new SignedBlock(stored.block(), Chains.member(header.proposer()).sign(stored.block().id()))));
            stored.bodies().forEach(body -> run.add(new Promise.Held(body)));
            run.add(new Promise.Certified(certificate));
            if (i % 2 == 0) {
                run.add(new Promise.Committed(ref));
            }
            if (i % 3 == 0) {
                Selection selection = new Selection(0, Chains.CHAIN, List.of());
                long view = header.view();
                run.add(new Promise.Entered(view));
                run.add(new Promise.Readied(view, selection.hash(Chains.CHAIN, 0, view)));
                run.add(new Promise.Opened(new Opening(0, view, selection, certificate.votes())));
            }
            runs.add(run);
        }
        return runs;
    }

    private static void write(Journal journal, List<List<Promise>> runs) {
        for (List<Promise> run : runs) {
            run.forEach(journal::append);
            journal.sync();
        }
    }

    @Test
    void aFreshJournalRemembersNothingAndStaysFreshUntilItIsUsed() {
        for (int i = 0; i < 2; i++) {
            try (Journal journal = open()) {
                assertThat(journal.recovery().fresh()).isTrue();
                assertSame(journal.recovery().promises(), new Promises());
            }
        }
        try (Journal journal = open()) {
            journal.sync();
        }
        try (Journal journal = open()) {
            assertThat(journal.recovery().fresh()).isFalse();
        }
    }

    @Test
    void everyKindOfPromiseComesBack() {
        List<List<Promise>> runs = runs(12);
        try (Journal journal = open()) {
            journal.sync();
            long before = journal.syncs().count();
            write(journal, runs);
            assertThat(journal.syncs().count() - before).isEqualTo(12);
            assertThat(journal.syncs().totalNanos()).isGreaterThanOrEqualTo(journal.syncs().slowestNanos());
            journal.sync();
            assertThat(journal.syncs().count() - before).as("nothing to sync").isEqualTo(12);
        }
        for (int i = 0; i < 3; i++) {
            try (Journal journal = open()) {
                assertThat(journal.recovery().note()).isEmpty();
                assertSame(journal.recovery().promises(), sum(runs));
            }
        }
    }

    @Test
    void segmentsAreTakenOverAndOldPromisesDropped() throws IOException {
        List<List<Promise>> runs = runs(120);
        long[] height = {0};
        Settled.Source source = () -> {
            long settled = Math.max(0, height[0] - 2);
            return new Settled(settled, List.of(settled + 1, settled + 1, 1L, 1L));
        };
        Path copies = Files.createDirectory(directory.resolve("copies"));
        Path log = directory.resolve("journal");
        try (Journal journal = Journal.open(log, source, SMALL)) {
            for (List<Promise> run : runs) {
                height[0]++;
                run.forEach(journal::append);
                journal.sync();
                if (height[0] % 10 == 0) {
                    expectRemembered(log, copies.resolve("at-" + height[0]), runs.subList(0, (int) height[0]));
                }
            }
        }
        try (var files = Files.list(log)) {
            assertThat(files.map(Path::getFileName).map(Path::toString)).hasSize(4).contains("LOCK", "HOLDER",
                    "spare.tmp");
        }
        assertThat(Disk.number(Disk.numbered(log, ".log").getLast())).isGreaterThan(3);
    }

    /**
     * What a crash would leave at this moment holds every promise that is not settled, and those of after the last
     * segment began.
     */
    private static void expectRemembered(Path log, Path copy, List<List<Promise>> runs) throws IOException {
        Files.createDirectory(copy);
        for (Path file : Disk.numbered(log, ".log")) {
            Files.copy(file, copy.resolve(file.getFileName()));
        }
        try (Journal journal = Journal.open(copy, NOTHING, SMALL)) {
            Journal.Recovery recovery = journal.recovery();
            assertThat(recovery.settled()).isLessThan(runs.size());
            Promises expected = sum(runs);
            Promises found = recovery.promises();
            List<Long> next = List.of(recovery.settled() + 1, recovery.settled() + 1, 1L, 1L);
            expected.prune(recovery.settled(), next);
            found.prune(recovery.settled(), next);
            assertSame(found, expected);
        }
    }

    @Test
    void aRunTornAtAnyByteIsDroppedAndNothingElse() throws IOException {
        List<List<Promise>> runs = runs(3);
        int[] ends = new int[2];
        writeAndMeasure(runs, ends);
        byte[] whole = Files.readAllBytes(newest());
        Path file = newest();
        for (int at = ends[0]; at < ends[1]; at += 7) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, at, torn.length, (byte) 0);
            Files.write(file, torn);
            JournalReader.Memory memory = JournalReader.read(file);
            assertSame(memory.promises(), sum(runs.subList(0, 2)));
            assertThat(memory.note().isPresent()).isEqualTo(at > ends[0] + 12);
        }
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            assertThat(journal.recovery().note()).isPresent();
            write(journal, runs.subList(2, 3));
        }
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            assertSame(journal.recovery().promises(), sum(runs));
        }
    }

    /** Notes where the last run begins and ends in the file. */
    private void writeAndMeasure(List<List<Promise>> runs, int[] ends) throws IOException {
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            write(journal, runs.subList(0, runs.size() - 1));
            byte[] before = Files.readAllBytes(newest());
            write(journal, runs.subList(runs.size() - 1, runs.size()));
            byte[] after = Files.readAllBytes(newest());
            ends[0] = Arrays.mismatch(before, after) & ~3;
            while (before[ends[0]] != 0 || after[ends[0]] != 0) {
                ends[0]--;
            }
            ends[1] = after.length;
            while (after[ends[1] - 1] == 0) {
                ends[1]--;
            }
        }
    }

    @Test
    void anyFlippedByteOfASyncedRunStopsTheMember() throws IOException {
        List<List<Promise>> runs = runs(2);
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            write(journal, runs);
        }
        Path file = newest();
        byte[] whole = Files.readAllBytes(file);
        int end = whole.length;
        while (whole[end - 1] == 0) {
            end--;
        }
        int closing = end - RecordBuffer.HEAD_BYTES - 1;
        for (int at = 0; at < closing; at++) {
            Chains.poke(file, at, whole[at] ^ 1 << at % 8);
            assertThatExceptionOfType(StorageDamaged.class).as("byte %s", at)
                    .isThrownBy(() -> JournalReader.read(file));
            Chains.poke(file, at, whole[at]);
        }
        Chains.poke(file, 100, whole[100] ^ 1);
        assertThatExceptionOfType(StorageDamaged.class).isThrownBy(() -> Journal.open(directory, NOTHING, SMALL));
        Chains.poke(file, 100, whole[100]);
        Journal.open(directory, NOTHING, SMALL).close();
    }

    @Test
    void aSegmentThatWasNotYetNamedIsPassedOver() throws IOException {
        List<List<Promise>> runs = runs(3);
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            write(journal, runs);
        }
        Files.write(directory.resolve("next.tmp"), new byte[100]);
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            assertSame(journal.recovery().promises(), sum(runs));
        }
    }

    /** Batches that wait long may outgrow a segment; the next is made larger. */
    @Test
    void aSnapshotLargerThanASegmentIsKeptWhole() {
        List<List<Promise>> runs = new ArrayList<>();
        for (int sequence = 1; sequence <= 40; sequence++) {
            Batch batch = Chains.batch(1, sequence, 2_000);
            runs.add(List.of(new Promise.Held(batch)));
        }
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            write(journal, runs);
        }
        try (Journal journal = Journal.open(directory, NOTHING, SMALL)) {
            assertSame(journal.recovery().promises(), sum(runs));
        }
    }

    @Test
    void aRunLongerThanARecordIsSplit() {
        List<Promise> run = new ArrayList<>();
        for (int sequence = 1; sequence <= 50; sequence++) {
            run.add(new Promise.Held(Chains.batch(2, sequence, 60_000)));
        }
        try (Journal journal = open()) {
            journal.sync();
            long before = journal.syncs().count();
            write(journal, List.of(run));
            assertThat(journal.syncs().count() - before).isEqualTo(2);
        }
        try (Journal journal = open()) {
            assertSame(journal.recovery().promises(), sum(List.of(run)));
        }
    }

    @Test
    void aFailureToSettleStopsTheJournal() {
        Settled.Source broken = () -> {
            throw new StorageFailed(directory, "disk full");
        };
        try (Journal journal = Journal.open(directory, broken, 1024)) {
            assertThatExceptionOfType(StorageFailed.class).isThrownBy(() -> write(journal, runs(20)))
                    .withMessageContaining("disk full");
            assertThatExceptionOfType(StorageFailed.class).isThrownBy(() -> journal.append(new Promise.Entered(9)))
                    .withMessageContaining("earlier");
        }
    }

    @Test
    void aDirectoryHasOneHolder() {
        try (Journal journal = open()) {
            assertThat(journal.recovery().fresh()).isTrue();
            assertThatExceptionOfType(DirectoryInUse.class).isThrownBy(this::open)
                    .withMessageContaining(Long.toString(ProcessHandle.current().pid()));
        }
        open().close();
    }

    @Test
    void anotherProcessIsKeptOutAndToldWhoHoldsTheDirectory() throws IOException, InterruptedException {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Process other = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"),
                    LockProbe.class.getName(), directory.toString()).redirectErrorStream(true).start();
            String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(other.waitFor()).as(said).isEqualTo(LockProbe.IN_USE);
            assertThat(said).contains(Long.toString(ProcessHandle.current().pid()));
        } finally {
            lock.close();
        }
    }
}
