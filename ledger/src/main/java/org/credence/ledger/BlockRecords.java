package org.credence.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.Receipt;

/**
 * What is stored of a block beside the state: its receipts, per transaction id 32 and outcome u16, since height and
 * index are where they are found; and where its transactions are.
 */
final class BlockRecords {
    private static final int RECEIPT = Digest.LENGTH + 2;

    private BlockRecords() {}

    static byte[] receipts(List<Receipt> receipts) {
        Writer writer = new Writer(receipts.size() * RECEIPT);
        receipts.forEach(receipt -> writer.digest(receipt.transaction()).u16(receipt.outcome()));
        return writer.toBytes();
    }

    static List<Receipt> receipts(long height, byte[] bytes) {
        Reader reader = new Reader(bytes);
        List<Receipt> receipts = new ArrayList<>(bytes.length / RECEIPT);
        while (reader.remaining() > 0) {
            receipts.add(new Receipt(reader.digest("receipts.transaction"), height, receipts.size(),
                    reader.u16("receipts.outcome")));
        }
        return receipts;
    }

    /**
     * The places of the transactions that this block was the first to order.
     *
     * @param orderedBefore whether a block below has a transaction; asked only of replays, since only they can be there
     *                      twice
     */
    static Map<Digest, TransactionPlace> places(Executed executed, List<Batch> bodies,
            Predicate<Digest> orderedBefore) {
        Map<Digest, TransactionPlace> places = LinkedHashMap.newLinkedHashMap(executed.receipts().size());
        int index = 0;
        for (int batch = 0; batch < bodies.size(); batch++) {
            int size = bodies.get(batch).transactions().size();
            for (int i = 0; i < size; i++, index++) {
                Receipt receipt = executed.receipts().get(index);
                boolean replay = receipt.outcome() == LedgerCode.REPLAYED.number();
                if (!replay || !orderedBefore.test(receipt.transaction())) {
                    places.putIfAbsent(receipt.transaction(),
                            new TransactionPlace(executed.height(), index, batch, i));
                }
            }
        }
        return places;
    }
}
