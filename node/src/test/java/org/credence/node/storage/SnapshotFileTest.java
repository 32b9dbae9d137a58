package org.credence.node.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.StateHash;
import org.credence.consensus.part.DecidedHeader;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateSnapshot;
import org.credence.ledger.tree.Stub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of snapshots: what was written is read back, and nothing else is taken for one. */
class SnapshotFileTest {

    private static final Digest ROOT = new Digest(5, 6, 7, 8);
    private static final int HEIGHT = 8;

    @TempDir
    Path directory;

    private final List<StoredBlock> blocks = new ArrayList<>();

    /** The state after block 8 as block 9 carries it. */
    private SnapshotHead head() {
        Chains chains = new Chains();
        blocks.addAll(chains.next(HEIGHT));
        blocks.add(chains.next(1, 40, header -> new Header(header.chainId(), 1, 0, header.height(), header.parent(),
                header.payloadRoot(), header.proposer(), header.timeMs(), Digest.ZERO, HEIGHT,
                StateHash.state(HEIGHT, ROOT))));
        Header base = blocks.get(HEIGHT - 1).block().header();
        return new SnapshotHead(new Persisted(Chains.CHAIN, HEIGHT, base.id(), new Stub(3, ROOT), 40), base,
                blocks.get(HEIGHT).decision().header());
    }

    private record Records(Persisted version, List<byte[]> records) implements StateSnapshot {

        @Override
        public void forEachNode(Sink sink) {
            for (int id = 0; id < records.size(); id++) {
                sink.node(id, records.get(id));
            }
        }
    }

    private SnapshotFile write(List<byte[]> records) {
        SnapshotHead head = head();
        Snapshots snapshots = Snapshots.in(directory);
        try (SnapshotParts parts = snapshots.begin()) {
            parts.add(head.encode());
            parts.addNodes(new Records(head.version(), records));
            return snapshots.keep(parts);
        }
    }

    private static List<byte[]> records(int count, int size) {
        Random random = new Random(3);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] record = new byte[1 + random.nextInt(size)];
            random.nextBytes(record);
            records.add(record);
        }
        return records;
    }

    private static List<byte[]> read(SnapshotFile file) {
        List<byte[]> read = new ArrayList<>();
        file.forEachNode((id, record) -> {
            assertThat(id).isEqualTo(read.size());
            read.add(record);
        });
        return read;
    }

    @Test
    void manyPartsAreReadBackAsWrittenInOrderOfTheirIds() {
        List<byte[]> records = records(300, 60_000);
        SnapshotFile file = write(records);
        assertThat(file.parts()).isGreaterThan(8);
        assertThat(file.path()).hasFileName("00000001.snapshot");
        assertThat(read(file)).usingElementComparator(Arrays::compare).isEqualTo(records);
        assertThat(SnapshotHead.decode(file.part(0)).base()).isEqualTo(file.head().base());
        for (int part = 0; part < file.parts(); part++) {
            assertThat(file.part(part)).hasSizeLessThanOrEqualTo(SnapshotParts.PART_BYTES);
        }
        Snapshots again = Snapshots.in(directory);
        assertThat(again.newestHeight()).isEqualTo(HEIGHT);
        assertThat(again.bases()).containsExactly(file.head().base());
        again.drop(again.all().getFirst());
        assertThat(again.all()).isEmpty();
        assertThat(Snapshots.in(directory).all()).isEmpty();
    }

    @Test
    void everyChangedByteIsFoundOut() throws IOException {
        SnapshotFile file = write(records(20, 40));
        byte[] whole = Files.readAllBytes(file.path());
        for (int at = 0; at < whole.length; at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(file.path(), changed);
            assertThatThrownBy(() -> read(SnapshotFile.open(file.path()))).as("byte " + at)
                    .isInstanceOf(StorageDamaged.class);
        }
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file.path(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(SnapshotFile.open(file.path()))).as("cut to " + length)
                    .isInstanceOf(StorageDamaged.class);
        }
    }

    @Test
    void aHeadWhosePartsSpeakOfDifferentStatesIsRefused() {
        SnapshotHead head = head();
        Persisted version = head.version();
        Header other = blocks.get(HEIGHT - 2).block().header();
        DecidedHeader early = blocks.get(HEIGHT - 1).decision().header();
        refuse("base", version, other, head.witness());
        refuse("witness", version, head.base(), early);
        refuse("witness", new Persisted(Chains.CHAIN, HEIGHT, version.block(), new Stub(3, new Digest(1, 1, 1, 1)), 40),
                head.base(), head.witness());
        refuse("chainId", new Persisted(Digest.ZERO, HEIGHT, version.block(), version.root(), 40), head.base(),
                head.witness());
        refuse("base", new Persisted(Chains.CHAIN, HEIGHT + 1, version.block(), version.root(), 40), head.base(),
                head.witness());
    }

    private static void refuse(String field, Persisted version, Header base, DecidedHeader witness) {
        assertThatExceptionOfType(SnapshotInvalid.class).isThrownBy(() -> new SnapshotHead(version, base, witness))
                .withMessageContaining("snapshot." + field);
    }

    @Test
    void noBytesButAHeadAreTakenForOne() {
        byte[] good = head().encode();
        assertThat(SnapshotHead.decode(good).encode()).isEqualTo(good);
        Random random = new Random(11);
        for (int run = 0; run < 20_000; run++) {
            byte[] bytes = good.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            byte[] hostile = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 20)) : bytes;
            try {
                assertThat(SnapshotHead.decode(hostile).encode()).isEqualTo(hostile);
            } catch (Malformed | SnapshotInvalid e) {
                assertThat(e).hasMessageMatching("(?s).+: .+");
            }
        }
    }
}
