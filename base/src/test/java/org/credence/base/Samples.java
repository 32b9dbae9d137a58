package org.credence.base;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;

/**
 * Random well-formed values from a seed, for the tests of every module. Signatures are random bytes, not valid
 * ones.
 */
public final class Samples {

    private static final int SMALL_PAYLOAD = 300;

    private final SplittableRandom random;

    public Samples(long seed) {
        random = new SplittableRandom(seed);
    }

    /** The source of everything else, for choices of the test's own. */
    public SplittableRandom random() {
        return random;
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    public Digest digest() {
        return Digest.of(bytes(Digest.LENGTH));
    }

    public PublicKey key() {
        return PublicKey.of(bytes(PublicKey.LENGTH));
    }

    public Signature signature() {
        return Signature.of(bytes(Signature.LENGTH));
    }

    /** A committee index. */
    public int member() {
        return random.nextInt(Limits.COMMITTEE);
    }

    /** A number of any magnitude from 0 to 2^63-1. */
    public long number() {
        return random.nextLong() >>> random.nextInt(1, Long.SIZE);
    }

    /** A transaction with a payload of 0 to 300 bytes. */
    public Transaction transaction() {
        return transaction(random.nextInt(SMALL_PAYLOAD + 1));
    }

    public Transaction transaction(int payloadBytes) {
        return new Transaction.Unsigned(digest(), key(), number(), random.nextInt(1 << 16), bytes(payloadBytes))
                .signed(signature());
    }

    /** A batch of 1 to 5 transactions. */
    public Batch batch() {
        return batch(member(), 1 + random.nextLong(Long.MAX_VALUE), random.nextInt(1, 6));
    }

    public Batch batch(int author, long sequence, int transactions) {
        List<Transaction> held = Stream.generate(this::transaction).limit(transactions).toList();
        return Batch.of(Batch.head(author, sequence, held), held, signature());
    }

    /** Votes of {@code count} different members, ascending. */
    public List<Vote> votes(int count) {
        List<Integer> members = new ArrayList<>(IntStream.range(0, Limits.COMMITTEE).boxed().toList());
        while (members.size() > count) {
            members.remove(random.nextInt(members.size()));
        }
        return members.stream().map(member -> new Vote(member, signature())).toList();
    }

    /** A reference with 0 to 4 votes to a batch of which there is only the head. */
    public BatchRef batchRef() {
        return batchRef(Limits.BATCH_BYTES);
    }

    private BatchRef batchRef(int mostBytes) {
        BatchHead head = new BatchHead(member(), 1 + random.nextLong(Long.MAX_VALUE),
                random.nextInt(1, Limits.BATCH_TRANSACTIONS + 1),
                Math.min(random.nextInt(Limits.BATCH_BYTES + 1), mostBytes), digest());
        return new BatchRef(head, votes(random.nextInt(5)));
    }

    /** A header over this payload, all else random. */
    public Header header(Digest payloadRoot) {
        return new Header(digest(), random.nextInt(Integer.MAX_VALUE), number(), number(), digest(), payloadRoot,
                member(),
                number(), digest(), number(), digest());
    }

    /** A block of 0 to 3 batch references. */
    public Block block() {
        return block(random.nextInt(4));
    }

    public Block block(int batches) {
        int share = Limits.BLOCK_BYTES / Math.max(1, batches);
        List<BatchRef> refs = Stream.generate(() -> batchRef(share)).limit(batches).toList();
        return Block.of(header(Block.payloadRoot(refs)), refs);
    }
}
