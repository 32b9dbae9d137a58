package org.credence.ledger.store;

import java.nio.charset.StandardCharsets;
import org.credence.base.Digest;
import org.credence.base.codec.Writer;
import org.rocksdb.RocksDB;

/** The column families. Flushed together, so that the disk always holds one executed height. */
public enum Table {
    /** One record: {@link Persisted}. */
    SELF(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.US_ASCII)),
    /** Node id to the node's record. */
    NODE("node"),
    /** Height to state root. */
    ROOT("root"),
    /** Height to the block's receipts. */
    RECEIPTS("receipts"),
    /** Transaction id to its place in the chain. */
    TRANSACTION("transaction");

    private final String family;

    Table(String family) {
        this.family = family;
    }

    byte[] familyName() {
        return family.getBytes(StandardCharsets.US_ASCII);
    }

    /** The key of a number: ordered as numbers are. */
    public static byte[] key(long number) {
        return new Writer(Long.BYTES).u64(number).toBytes();
    }

    /** The key of a digest. */
    public static byte[] key(Digest digest) {
        return digest.toBytes();
    }
}
