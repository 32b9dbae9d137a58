package org.credence.base.block;

import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What identifies a batch: its author, its place in the author's sequence (from 1), its size, and the Merkle root
 * of its transactions.
 */
public final class BatchHead {

    private final int author;
    private final long sequence;
    private final int transactions;
    private final int bytes;
    private final Digest root;
    private final Digest digest;

    public BatchHead(int author, long sequence, int transactions, int bytes, Digest root) {
        this.author = author;
        this.sequence = sequence;
        this.transactions = transactions;
        this.bytes = bytes;
        this.root = root;
        digest = Hasher.of(Tag.BATCH).add(author).add(sequence).add(transactions).add(bytes).add(root).digest();
    }

    public static BatchHead read(Reader reader) {
        int author = reader.member("batch.author");
        long sequence = reader.u64("batch.sequence");
        int transactions = reader.u32("batch.transactions", Limits.BATCH_TRANSACTIONS);
        int bytes = reader.u32("batch.bytes", Limits.BATCH_BYTES);
        if (sequence == 0 || transactions == 0) {
            throw new Malformed(sequence == 0 ? "batch.sequence" : "batch.transactions", "is 0, must be at least 1");
        }
        return new BatchHead(author, sequence, transactions, bytes, reader.digest("batch.root"));
    }

    public void write(Writer writer) {
        writer.u16(author).u64(sequence).u32(transactions).u32(bytes).digest(root);
    }

    /** Committee index of the member that collected the transactions. */
    public int author() {
        return author;
    }

    /** Place in the author's own sequence; the chain orders an author's batches without gaps. */
    public long sequence() {
        return sequence;
    }

    /** How many transactions it holds, at least 1. */
    public int transactions() {
        return transactions;
    }

    /** Their encoded bytes together. */
    public int bytes() {
        return bytes;
    }

    /** RFC 6962 root over the encoded transactions. */
    public Digest root() {
        return root;
    }

    /** Identifies the batch. */
    public Digest digest() {
        return digest;
    }

    /** What a member signs once it holds the batch durably and has verified every client's signature in it (P§1.8). */
    public Digest availability(Digest chainId) {
        return Hasher.of(Tag.AVAILABLE).add(chainId).add(digest).digest();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchHead that && digest.equals(that.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "batch " + author + "/" + sequence + " " + digest.brief();
    }
}
