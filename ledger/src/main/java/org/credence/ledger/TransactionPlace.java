package org.credence.ledger;

import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * Where in the chain a transaction is.
 *
 * @param height       height of its block
 * @param index        place among all transactions of the block, from 0: that of its receipt
 * @param batch        place of its batch in the block, from 0
 * @param indexInBatch place in the batch, from 0
 */
public record TransactionPlace(long height, int index, int batch, int indexInBatch) {

    static TransactionPlace decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        TransactionPlace place = new TransactionPlace(reader.u64("place.height"),
                reader.u32("place.index", Integer.MAX_VALUE), reader.u16("place.batch"),
                reader.u16("place.indexInBatch"));
        reader.end();
        return place;
    }

    byte[] encoded() {
        return new Writer(16).u64(height).u32(index).u16(batch).u16(indexInBatch).toBytes();
    }
}
