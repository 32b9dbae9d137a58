package org.credence.ledger;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.Receipt;

/**
 * The stored form of a block's receipts: per transaction, id 32 and outcome u16; height and index are where they are
 * found.
 */
final class ReceiptList {

    private static final int ENTRY = Digest.LENGTH + 2;

    private ReceiptList() {}

    static byte[] encode(List<Receipt> receipts) {
        Writer writer = new Writer(receipts.size() * ENTRY);
        receipts.forEach(receipt -> writer.digest(receipt.transaction()).u16(receipt.outcome()));
        return writer.toBytes();
    }

    static List<Receipt> decode(long height, byte[] bytes) {
        Reader reader = new Reader(bytes);
        List<Receipt> receipts = new ArrayList<>(bytes.length / ENTRY);
        while (reader.remaining() > 0) {
            receipts.add(new Receipt(reader.digest("receipts.transaction"), height, receipts.size(),
                    reader.u16("receipts.outcome")));
        }
        return receipts;
    }
}
