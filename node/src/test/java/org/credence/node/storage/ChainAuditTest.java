package org.credence.node.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.EpochLength;
import org.credence.consensus.part.Phase;
import org.credence.crypto.Ed25519;
import org.credence.crypto.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainAuditTest {

    private static final int SMALL = 2 * 1024;

    @TempDir
    Path directory;

    private final Chains chains = new Chains();
    /** What stands in the files below a forged block. */
    private final List<StoredBlock> below = new Chains().next(2);

    private AuditReport audit() {
        return audit(true);
    }

    private AuditReport audit(boolean full) {
        return audit(Ed25519.chosen(), full);
    }

    private AuditReport audit(Verifier verifier, boolean full) {
        try (ChainAudit audit = ChainAudit.of(directory, chains.committee, EpochLength.ENDLESS, verifier, full)) {
            return audit.run((height, total) -> {});
        }
    }

    /** Verifies each signature once, however often the same one is asked about. */
    private static Verifier remembering() {
        record Question(PublicKey key, Digest statement, Signature signature) {}
        Map<Question, Boolean> answers = new ConcurrentHashMap<>();
        return (key, statement, signature) -> answers.computeIfAbsent(new Question(key, statement, signature),
                q -> Ed25519.chosen().verify(q.key, q.statement, q.signature));
    }

    private void write(List<StoredBlock> blocks) {
        try (ChainStore store = ChainStore.open(directory, Chains.CHAIN, 0, List.of(), SMALL)) {
            Chains.append(store, blocks);
        }
    }

    private List<Path> files() throws IOException {
        return Disk.numbered(directory, ChainFormat.SUFFIX);
    }

    @Test
    void anHonestChainIsSoundAndItsBlocksAreGiven() {
        List<StoredBlock> blocks = chains.next(24);
        write(blocks);
        List<Long> progress = new ArrayList<>();
        try (ChainAudit audit =
                ChainAudit.of(directory, chains.committee, EpochLength.ENDLESS, Ed25519.chosen(), true)) {
            AuditReport report = audit.run((height, total) -> {
                assertThat(total).isEqualTo(24);
                progress.add(height);
            });
            // 24 certificates of 3; 36 batches with 2 votes, their author's signature and 2 transactions each.
            assertThat(report).isEqualTo(new AuditReport.Sound(24, blocks.getLast().block().id(), 72, 72 + 36 * 5));
        }
        assertThat(progress).hasSize(24).isSorted();
        try (ChainAudit audit =
                ChainAudit.of(directory, chains.committee, EpochLength.ENDLESS, Ed25519.chosen(), false)) {
            List<StoredBlock> given = new ArrayList<>();
            assertThat(audit.hasNext()).isTrue();
            audit.forEachRemaining(given::add);
            assertThat(given).map(StoredBlock::encode).containsExactlyElementsOf(
                    blocks.stream().map(StoredBlock::encode).toList());
            assertThat(audit.signatures()).isEqualTo(72 + 36 * 3);
        }
    }

    @Test
    void noChainIsSoundAtGenesis() {
        assertThat(audit()).isEqualTo(new AuditReport.Sound(0, Chains.CHAIN, 0, 0));
    }

    /** Each byte of every file: heads of files and records, headers, votes, bodies, checksums. */
    @Test
    void anyFlippedByteNamesItsBlock() throws IOException {
        write(List.of(chains.next(1, 8), chains.next(0, 8), chains.next(1, 8)));
        assertThat(files()).hasSizeGreaterThan(1);
        Verifier verifier = remembering();
        for (Path file : files()) {
            byte[] sound = Files.readAllBytes(file);
            long[] heights = heights(sound);
            for (int at = 0; at < sound.length; at++) {
                Chains.poke(file, at, sound[at] ^ 1 << at % 8);
                AuditReport report = audit(verifier, true);
                assertThat(report).as("byte %s of %s", at, file).isInstanceOf(AuditReport.Unsound.class);
                AuditReport.Unsound unsound = (AuditReport.Unsound) report;
                assertThat(unsound.height()).as("byte %s of %s", at, file).isEqualTo(heights[at]);
                assertThat(unsound.file()).isEqualTo(file);
                Chains.poke(file, at, sound[at]);
            }
        }
        assertThat(audit()).isInstanceOf(AuditReport.Sound.class);
    }

    /** The height each byte of a file belongs to; the head of the file counts with its first block. */
    private static long[] heights(byte[] file) {
        long[] heights = new long[file.length];
        ByteBuffer bytes = ByteBuffer.wrap(file);
        int at = ChainFormat.FileHead.BYTES;
        Arrays.fill(heights, 0, at, bytes.getLong(12));
        while (at < file.length) {
            int end = at + ChainFormat.RecordHead.BYTES + bytes.getInt(at + 4);
            Arrays.fill(heights, at, end, bytes.getLong(at + 8));
            at = end;
        }
        return heights;
    }

    @Test
    void aCutOrMissingFileNamesTheFirstBlockThatIsGone() throws IOException {
        write(chains.next(12));
        Path first = files().getFirst();
        byte[] sound = Files.readAllBytes(first);
        long[] heights = heights(sound);
        for (int length = 0; length < sound.length; length += 97) {
            Files.write(first, Arrays.copyOf(sound, length));
            assertThat(((AuditReport.Unsound) audit()).height()).isEqualTo(length == 0 ? 1 : heights[length]);
        }
        Files.write(first, sound);
        long second = heights(Files.readAllBytes(files().get(1)))[0];
        Files.delete(files().get(1));
        expect(second, Flaw.FILE_MISSING);
    }

    private void expect(long height, Flaw flaw) {
        AuditReport report = audit();
        assertThat(report).isInstanceOf(AuditReport.Unsound.class);
        AuditReport.Unsound unsound = (AuditReport.Unsound) report;
        assertThat(unsound.flaw()).as(unsound.detail()).isEqualTo(flaw);
        assertThat(unsound.height()).isEqualTo(height);
    }

    /** Writes two good blocks and one forged with sound checksums, as a member that rewrites its own files could. */
    private void expectForged(StoredBlock forged, Flaw flaw) throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
        ByteBuffer payload = ByteBuffer.wrap(forged.encode());
        write(below);
        byte[] before = Files.readAllBytes(files().getLast());
        ByteBuffer bytes = ByteBuffer.allocate(before.length + ChainFormat.RecordHead.BYTES + payload.limit());
        bytes.put(before).put(ChainFormat.RecordHead.of(payload, below.size() + 1, 0).encode()).put(payload);
        Files.write(files().getLast(), bytes.array());
        expect(below.size() + 1, flaw);
    }

    private void expectForgedHeader(UnaryOperator<Header> change, Flaw flaw) throws IOException {
        Chains fresh = new Chains();
        fresh.next(2);
        expectForged(fresh.next(1, 40, change), flaw);
    }

    @Test
    void headersThatBreakTheChainAreNamed() throws IOException {
        expectForgedHeader(h -> with(h, Digest.ZERO, h.view(), h.height(), h.parent(), 0, h.timeMs(), 1),
                Flaw.OTHER_CHAIN);
        expectForgedHeader(h -> with(h, h.chainId(), h.view(), 4, h.parent(), 0, h.timeMs(), 1), Flaw.WRONG_HEIGHT);
        expectForgedHeader(h -> with(h, h.chainId(), h.view(), 3, Digest.ZERO, 0, h.timeMs(), 1), Flaw.WRONG_PARENT);
        expectForgedHeader(h -> with(h, h.chainId(), h.view(), 3, h.parent(), 0, 5, 1), Flaw.BAD_HEADER);
        expectForgedHeader(h -> with(h, h.chainId(), h.view(), 3, h.parent(), 4, h.timeMs(), 1), Flaw.BAD_HEADER);
        expectForgedHeader(h -> with(h, h.chainId(), h.view(), 3, h.parent(), 0, h.timeMs(), 3), Flaw.BAD_HEADER);
    }

    private static Header with(Header h, Digest chainId, long view, long height, Digest parent, int proposer,
            long timeMs,
            long stateHeight) {
        return new Header(chainId, h.epoch(), view, height, parent, h.payloadRoot(), proposer, timeMs, h.opening(),
                stateHeight, h.stateRoot());
    }

    @Test
    void certificatesThatDoNotDecideAreNamed() throws IOException {
        chains.next(2);
        StoredBlock block = chains.next(1, 40);
        BlockRef ref = block.decision().certificate().block();
        expectForged(certified(block, Chains.certificate(ref, 0, 1)), Flaw.NOT_DECIDED);
        Certificate other = Chains.certificate(below.getLast().decision().certificate().block(), 0, 1, 2);
        expectForged(certified(block, other), Flaw.NOT_DECIDED);
        List<Vote> votes = new ArrayList<>(block.decision().certificate().votes());
        votes.set(2, new Vote(2, votes.get(2).signature()));
        expectForged(certified(block, new Certificate(Phase.CONFIRM, ref, votes)), Flaw.FORGED_CERTIFICATE);
        votes.set(2, new Vote(9, votes.get(2).signature()));
        expectForged(certified(block, new Certificate(Phase.CONFIRM, ref, votes)), Flaw.FORGED_CERTIFICATE);
    }

    private static StoredBlock certified(StoredBlock block, Certificate certificate) {
        return new StoredBlock(new Decision(block.block(), List.of(), certificate), block.bodies());
    }

    @Test
    void bodiesAndTheirCertificatesAreHeldToTheBlock() throws IOException {
        chains.next(2);
        StoredBlock block = chains.next(1, 40);
        Batch body = block.bodies().getFirst();
        expectForged(new StoredBlock(block.decision(), List.of()), Flaw.WRONG_BODIES);
        expectForged(new StoredBlock(block.decision(), List.of(Chains.batch(0, 9, 40))), Flaw.WRONG_BODIES);
        Signature wrong = Chains.member(1).sign(body.digest());
        expectForged(new StoredBlock(block.decision(), List.of(Batch.of(body.head(), body.transactions(), wrong))),
                Flaw.NOT_AVAILABLE);
        expectForged(third(Chains.batch(0, 9, 40)), Flaw.OUT_OF_SEQUENCE);
        Transaction sound = Chains.transaction(5, 40);
        byte[] bytes = sound.encoded().clone();
        bytes[bytes.length - 1] ^= 1;
        List<Transaction> forged = List.of(Transaction.decode(bytes));
        var head = Batch.head(3, 1, forged);
        Batch batch = Batch.of(head, forged, Chains.member(3).sign(head.availability(Chains.CHAIN)));
        expectForged(third(batch), Flaw.FORGED_TRANSACTION);
        assertThat(audit(false)).isInstanceOf(AuditReport.Sound.class);
    }

    @Test
    void aBatchNeedsVotesOfOneCorrectMemberAtLeast() throws IOException {
        StoredBlock block = third(Chains.batch(3, 1, 40));
        BatchRef ref = block.block().batches().getFirst();
        expectForged(rebuilt(block, new BatchRef(ref.head(), ref.votes().subList(0, 1))), Flaw.NOT_AVAILABLE);
        Vote swapped = new Vote(3, ref.votes().getFirst().signature());
        expectForged(rebuilt(block, new BatchRef(ref.head(), List.of(ref.votes().getFirst(), swapped))),
                Flaw.NOT_AVAILABLE);
    }

    private static StoredBlock rebuilt(StoredBlock block, BatchRef ref) {
        Header h = block.block().header();
        Header header = new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(),
                Block.payloadRoot(List.of(ref)), h.proposer(), h.timeMs(), h.opening(), h.stateHeight(), h.stateRoot());
        Block changed = Block.of(header, List.of(ref));
        Certificate certificate = Chains.certificate(BlockRef.of(header, changed.id()), 0, 1, 2);
        return new StoredBlock(new Decision(changed, List.of(), certificate), block.bodies());
    }

    /** A third block with this one batch. */
    private static StoredBlock third(Batch batch) {
        Chains fresh = new Chains();
        fresh.next(2);
        return fresh.next(List.of(batch), header -> header);
    }
}
