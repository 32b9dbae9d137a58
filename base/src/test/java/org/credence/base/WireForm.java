package org.credence.base;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.ConsistencyProof;
import org.credence.base.merkle.InclusionProof;
import org.credence.base.merkle.MerkleTree;

/**
 * One encoding of this module and how to drive it.
 *
 * @param sample a random value
 * @param encode the bytes of a value, built from its fields and never from bytes it kept
 * @param decode the value of exactly these bytes
 */
record WireForm<T>(String name, Function<Samples, T> sample, Function<T, byte[]> encode, Function<byte[], T> decode) {

    static final WireForm<Transaction> TRANSACTION = new WireForm<>("transaction", Samples::transaction,
            WireForm::rebuild, Transaction::decode);

    static final WireForm<Batch> BATCH = new WireForm<>("batch", Samples::batch, WireForm::rebuild, Batch::decode);

    static final WireForm<Block> BLOCK = new WireForm<>("block", Samples::block, Block::encoded, Block::decode);

    static final WireForm<Header> HEADER = new WireForm<>("header", samples -> samples.header(samples.digest()),
            value -> written(value::write), bytes -> read(bytes, Header::read));

    static final WireForm<BatchRef> BATCH_REF = new WireForm<>("batch-ref", Samples::batchRef, BatchRef::encoded,
            bytes -> read(bytes, BatchRef::read));

    static final WireForm<InclusionProof> INCLUSION = new WireForm<>("inclusion-proof", WireForm::inclusion,
            value -> written(value::write), bytes -> read(bytes, InclusionProof::read));

    static final WireForm<ConsistencyProof> CONSISTENCY = new WireForm<>("consistency-proof", WireForm::consistency,
            value -> written(value::write), bytes -> read(bytes, ConsistencyProof::read));

    static final List<WireForm<?>> ALL = List.of(TRANSACTION, BATCH, BLOCK, HEADER, BATCH_REF, INCLUSION, CONSISTENCY);

    static List<WireForm<?>> all() {
        return ALL;
    }

    /** What decoding and encoding again gives. */
    byte[] again(byte[] bytes) {
        return encode.apply(decode.apply(bytes));
    }

    @Override
    public String toString() {
        return name;
    }

    private static byte[] rebuild(Transaction value) {
        return new Transaction.Unsigned(value.chainId(), value.sender(), value.nonce(), value.application(),
                value.payload())
                .signed(value.signature()).encoded();
    }

    private static byte[] rebuild(Batch value) {
        List<Transaction> transactions =
                value.transactions().stream().map(t -> Transaction.decode(rebuild(t))).toList();
        return Batch.of(Batch.head(value.head().author(), value.head().sequence(), transactions), transactions,
                value.signature()).encoded();
    }

    private static InclusionProof inclusion(Samples samples) {
        MerkleTree tree = tree(samples);
        return tree.inclusion(samples.random().nextInt(tree.size()));
    }

    private static ConsistencyProof consistency(Samples samples) {
        MerkleTree tree = tree(samples);
        return tree.consistency(samples.random().nextInt(1, tree.size() + 1));
    }

    private static MerkleTree tree(Samples samples) {
        int size = samples.random().nextInt(1, 20);
        return MerkleTree.of(IntStream.range(0, size).boxed().toList(), i -> samples.bytes(8));
    }

    private static byte[] written(Consumer<Writer> write) {
        Writer writer = new Writer(1);
        write.accept(writer);
        return writer.toBytes();
    }

    private static <T> T read(byte[] bytes, Function<Reader, T> read) {
        Reader reader = new Reader(bytes);
        T value = read.apply(reader);
        reader.end();
        return value;
    }
}
