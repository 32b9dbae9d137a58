package org.credence.base.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.MerkleTree;

/**
 * Transactions disseminated together by their author (P§1.8). The author's signature is its availability vote.
 * Keeps the bytes it was received as.
 *
 * <p>
 * Wire: type, version, author u16, sequence u64, transactions (u32 count, each u32 length and bytes), signature 64.
 */
public final class Batch {

    private final byte[] encoded;
    private final BatchHead head;
    private final List<Transaction> transactions;
    private final Signature signature;

    private Batch(byte[] encoded, BatchHead head, List<Transaction> transactions, Signature signature) {
        this.encoded = encoded;
        this.head = head;
        this.transactions = transactions;
        this.signature = signature;
    }

    /**
     * The head a batch of these transactions has: what its author signs.
     *
     * @throws Malformed if such a batch would exceed a limit, so that no member would take it
     */
    public static BatchHead head(int author, long sequence, List<Transaction> transactions) {
        checkCount(transactions.size());
        long bytes = 0;
        for (Transaction transaction : transactions) {
            bytes += transaction.encoded().length;
        }
        if (bytes > Limits.BATCH_BYTES) {
            throw new Malformed("batch.bytes", "is " + bytes + ", limit " + Limits.BATCH_BYTES);
        }
        if (sequence < 1) {
            throw new Malformed("batch.sequence", "is " + sequence + ", must be at least 1");
        }
        Digest root = MerkleTree.of(transactions, Transaction::encoded).root();
        return new BatchHead(author, sequence, transactions.size(), (int) bytes, root);
    }

    /** The batch with this head, which must be that of these transactions. */
    public static Batch of(BatchHead head, List<Transaction> transactions, Signature signature) {
        Writer writer = Writer.of(WireType.BATCH, head.bytes() + 4 * transactions.size() + 96);
        writer.u16(head.author()).u64(head.sequence());
        writer.list(transactions, (transaction, w) -> w.bytes(transaction.encoded())).signature(signature);
        return new Batch(writer.toBytes(), head, List.copyOf(transactions), signature);
    }

    /**
     * The batch these bytes encode. The array is kept, not copied.
     *
     * @throws Malformed if they are not exactly one canonical batch within the limits
     */
    public static Batch decode(byte[] encoded) {
        Reader reader = new Reader(encoded).expect(WireType.BATCH);
        int author = reader.member("batch.author");
        long sequence = reader.u64("batch.sequence");
        List<Transaction> transactions = readTransactions(reader);
        Signature signature = reader.signature("batch.signature");
        reader.end();
        return new Batch(encoded, head(author, sequence, transactions), transactions, signature);
    }

    private static List<Transaction> readTransactions(Reader reader) {
        int count = reader.u32("batch.transactions", Limits.BATCH_TRANSACTIONS);
        checkCount(count);
        int left = Limits.BATCH_BYTES;
        List<Transaction> transactions = new ArrayList<>(Math.min(count, reader.remaining()));
        for (int i = 0; i < count; i++) {
            byte[] bytes = reader.bytes("batch.transaction", Math.min(left, Limits.TRANSACTION_BYTES));
            left -= bytes.length;
            transactions.add(Transaction.decode(bytes));
        }
        return List.copyOf(transactions);
    }

    private static void checkCount(int transactions) {
        if (transactions < 1 || transactions > Limits.BATCH_TRANSACTIONS) {
            throw new Malformed("batch.transactions",
                    "is " + transactions + ", must be 1 to " + Limits.BATCH_TRANSACTIONS);
        }
    }

    public BatchHead head() {
        return head;
    }

    public Digest digest() {
        return head.digest();
    }

    public List<Transaction> transactions() {
        return transactions;
    }

    /** The author's availability vote. */
    public Signature signature() {
        return signature;
    }

    /** The bytes as received; callers do not write to them. */
    public byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Batch that && Arrays.equals(encoded, that.encoded);
    }

    @Override
    public int hashCode() {
        return head.hashCode();
    }

    @Override
    public String toString() {
        return head.toString();
    }
}
