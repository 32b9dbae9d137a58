package org.credence.base.proof;

import org.credence.base.Digest;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/**
 * What became of one transaction.
 *
 * <p>
 * Wire: type, version, transaction id 32, height u64, index u32, outcome u16. A leaf of its block's receipts tree
 * is this encoding.
 *
 * @param transaction id of the transaction
 * @param height      height of the block that ordered it
 * @param index       place among all transactions of that block, from 0
 * @param outcome     0 if it was accepted, else the stable number of the reason
 */
public record Receipt(Digest transaction, long height, int index, int outcome) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 2 + Digest.LENGTH + 8 + 4 + 2;

    /** The outcome of a transaction that took effect. */
    public static final int ACCEPTED = 0;

    public static Receipt read(Reader reader) {
        reader.expect(WireType.RECEIPT);
        return new Receipt(reader.digest("receipt.transaction"), reader.u64("receipt.height"),
                reader.u32("receipt.index", Integer.MAX_VALUE), reader.u16("receipt.outcome"));
    }

    public void write(Writer writer) {
        writer.u8(WireType.RECEIPT.code()).u8(WireType.VERSION);
        writer.digest(transaction).u64(height).u32(index).u16(outcome);
    }

    public byte[] encoded() {
        Writer writer = new Writer(LENGTH);
        write(writer);
        return writer.toBytes();
    }

    /** Whether the transaction took effect. */
    public boolean accepted() {
        return outcome == ACCEPTED;
    }
}
