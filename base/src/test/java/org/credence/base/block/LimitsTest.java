package org.credence.base.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Samples;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.ConsistencyProof;
import org.credence.base.merkle.InclusionProof;
import org.junit.jupiter.api.Test;

/** Every limit is taken at its edge and refused one beyond it, with the name of the field. */
class LimitsTest {

    private final Samples samples = new Samples(21);

    @Test
    void transaction() {
        Transaction largest = samples.transaction(Limits.PAYLOAD_BYTES);
        assertThat(largest.encoded()).hasSize(Transaction.encodedSize(Limits.PAYLOAD_BYTES))
                .hasSizeLessThanOrEqualTo(Limits.TRANSACTION_BYTES);
        assertThat(Transaction.decode(largest.encoded())).isEqualTo(largest);
        refused("transaction.payload", () -> Transaction.decode(rawTransaction(0, Limits.PAYLOAD_BYTES + 1)));
        refused("transaction.nonce", () -> Transaction.decode(rawTransaction(-1, 3)));
        refused("transaction.payload", () -> samples.transaction(Limits.PAYLOAD_BYTES + 1));
        refused("transaction.nonce", () -> unsigned(-1, 0));
        refused("transaction.application", () -> unsigned(0, 1 << 16));
        refused("transaction.application", () -> unsigned(0, -1));
    }

    @Test
    void batchCount() {
        byte[] one = samples.transaction(0).encoded();
        refused("batch.transactions", () -> Batch.decode(rawBatch(0, 1, List.of())));
        refused("batch.transactions", () -> Batch.decode(rawBatch(0, 1, Collections.nCopies(8193, one))));
        refused("batch.transactions", () -> Batch.head(0, 1, List.of()));
        refused("batch.transactions", () -> Batch.head(0, 1, Collections.nCopies(8193, Transaction.decode(one))));
    }

    @Test
    void batchBytes() {
        Transaction filling = samples.transaction(Limits.PAYLOAD_BYTES / 2 - Transaction.encodedSize(0));
        int fit = Limits.BATCH_BYTES / filling.encoded().length;
        List<Transaction> full = Collections.nCopies(fit, filling);
        Batch largest = Batch.of(Batch.head(0, 1, full), full, samples.signature());
        assertThat(largest.head().bytes()).isEqualTo(Limits.BATCH_BYTES);
        assertThat(Batch.decode(largest.encoded())).isEqualTo(largest);

        List<Transaction> over = Stream.concat(full.stream(), Stream.of(samples.transaction(0))).toList();
        refused("batch.transaction",
                () -> Batch.decode(rawBatch(0, 1, over.stream().map(Transaction::encoded).toList())));
        refused("batch.bytes", () -> Batch.head(0, 1, over));
        refused("batch.transaction",
                () -> Batch.decode(rawBatch(0, 1, List.of(new byte[Limits.TRANSACTION_BYTES + 1]))));
    }

    @Test
    void batchAuthorAndSequence() {
        List<byte[]> one = List.of(samples.transaction(0).encoded());
        assertThat(Batch.decode(rawBatch(Limits.COMMITTEE - 1, 1, one)).head().author())
                .isEqualTo(Limits.COMMITTEE - 1);
        refused("batch.author", () -> Batch.decode(rawBatch(Limits.COMMITTEE, 1, one)));
        refused("batch.sequence", () -> Batch.decode(rawBatch(0, 0, one)));
        refused("batch.sequence", () -> Batch.head(0, 0, List.of(samples.transaction(0))));
    }

    @Test
    void batchHeadInAReference() {
        refused("batch.transactions", () -> readRef(1, 0, 0));
        refused("batch.transactions", () -> readRef(1, Limits.BATCH_TRANSACTIONS + 1, 0));
        refused("batch.bytes", () -> readRef(1, 1, Limits.BATCH_BYTES + 1));
        refused("batch.sequence", () -> readRef(0, 1, 0));
        assertThat(readRef(1, Limits.BATCH_TRANSACTIONS, Limits.BATCH_BYTES).votes()).isEmpty();
    }

    @Test
    void votes() {
        List<Vote> all = samples.votes(Limits.COMMITTEE);
        Writer writer = new Writer(0);
        Vote.writeAll(all, writer);
        assertThat(Vote.readAll(new Reader(writer.toBytes()), "votes")).isEqualTo(all);

        refused("votes", () -> readVotes(IntStream.rangeClosed(0, Limits.COMMITTEE)));
        refused("votes.member", () -> readVotes(IntStream.of(Limits.COMMITTEE)));
        refused("votes.member", () -> readVotes(IntStream.of(1, 1)));
        refused("votes.member", () -> readVotes(IntStream.of(0, 3, 2)));
        refused("votes.signature", () -> Vote.readAll(new Reader(new Writer(0).u32(1).u16(0).toBytes()), "votes"));
        assertThatIllegalArgumentException().isThrownBy(() -> Vote.writeAll(all.reversed(), new Writer(0)));
    }

    @Test
    void blockBatches() {
        Block largest = samples.block(Limits.BLOCK_BATCHES);
        assertThat(Block.decode(largest.encoded())).isEqualTo(largest);
        refused("block.batches", () -> samples.block(Limits.BLOCK_BATCHES + 1));
        Writer writer = Writer.of(WireType.BLOCK, 0);
        largest.header().write(writer);
        refused("block.batches",
                () -> Block.decode(writer.u32(Limits.BLOCK_BATCHES + 1).raw(new byte[9999]).toBytes()));
    }

    @Test
    void blockBytes() {
        int fit = Limits.BLOCK_BYTES / Limits.BATCH_BYTES;
        Block largest = Block.of(headerOf(full(fit)), full(fit));
        assertThat(Block.decode(largest.encoded())).isEqualTo(largest);
        refused("block.batches", () -> Block.of(headerOf(full(fit + 1)), full(fit + 1)));
    }

    private List<BatchRef> full(int batches) {
        return IntStream.rangeClosed(1, batches)
                .mapToObj(sequence -> readRef(sequence, Limits.BATCH_TRANSACTIONS, Limits.BATCH_BYTES)).toList();
    }

    private Header headerOf(List<BatchRef> batches) {
        return samples.header(Block.payloadRoot(batches));
    }

    @Test
    void blockHeader() {
        Block block = samples.block(2);
        refused("header.payloadRoot", () -> Block.of(samples.header(samples.digest()), block.batches()));
        refused("header.payloadRoot", () -> Block.of(block.header(), block.batches().reversed()));
        int epochAt = Digest.LENGTH;
        int proposerAt = 3 * Digest.LENGTH + 4 + 2 * 8;
        Writer writer = new Writer(0);
        block.header().write(writer);
        byte[] encoded = writer.toBytes();
        assertThat(encoded).hasSize(Header.LENGTH);
        encoded[epochAt] = -1;
        refused("header.epoch", () -> Header.read(new Reader(encoded)));
        encoded[epochAt] = 0;
        encoded[proposerAt] = 1;
        refused("header.proposer", () -> Header.read(new Reader(encoded)));
    }

    @Test
    void proofPaths() {
        InclusionProof inclusion = new InclusionProof(0, 1, Collections.nCopies(63, Digest.ZERO));
        Writer writer = new Writer(0);
        inclusion.write(writer);
        assertThat(InclusionProof.read(new Reader(writer.toBytes()))).isEqualTo(inclusion);
        refused("inclusion.path", () -> InclusionProof.read(new Reader(rawProof(64))));
        refused("consistency.path", () -> ConsistencyProof.read(new Reader(rawProof(65))));
        assertThat(ConsistencyProof.read(new Reader(rawProof(64))).path()).hasSize(64);
    }

    private static void refused(String field, ThrowingCallable call) {
        assertThatExceptionOfType(Malformed.class).isThrownBy(call).withMessageStartingWith(field + ": ")
                .extracting(Malformed::field).isEqualTo(field);
    }

    private Transaction.Unsigned unsigned(long nonce, int application) {
        return new Transaction.Unsigned(samples.digest(), samples.key(), nonce, application, new byte[0]);
    }

    private byte[] rawTransaction(long nonce, int payloadBytes) {
        byte[] nonceBytes = new Digest(nonce, 0, 0, 0).toBytes();
        return Writer.of(WireType.TRANSACTION, 0).digest(samples.digest()).key(samples.key())
                .raw(Arrays.copyOf(nonceBytes, 8)).u16(1).bytes(new byte[payloadBytes])
                .signature(samples.signature()).toBytes();
    }

    private byte[] rawBatch(int author, long sequence, List<byte[]> transactions) {
        return Writer.of(WireType.BATCH, 0).u16(author).u64(sequence).list(transactions, (bytes, w) -> w.bytes(bytes))
                .signature(samples.signature()).toBytes();
    }

    private BatchRef readRef(long sequence, int transactions, int bytes) {
        return BatchRef.read(new Reader(new Writer(0).u16(0).u64(sequence).u32(transactions).u32(bytes)
                .digest(Digest.ZERO).u32(0).toBytes()));
    }

    private List<Vote> readVotes(IntStream members) {
        Writer writer = new Writer(0).list(members.boxed().toList(),
                (member, w) -> w.u16(member).signature(samples.signature()));
        return Vote.readAll(new Reader(writer.toBytes()), "votes");
    }

    private static byte[] rawProof(int path) {
        return new Writer(0).u64(0).u64(1).list(Collections.nCopies(path, Digest.ZERO), (digest, w) -> w.digest(digest))
                .toBytes();
    }
}
