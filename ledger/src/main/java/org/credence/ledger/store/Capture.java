package org.credence.ledger.store;

import java.nio.ByteBuffer;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/**
 * The state that a directory held at one moment, to be read beside all that is written later. Closed before the store.
 */
public final class Capture implements StateSnapshot, AutoCloseable {

    private static final long READ_AHEAD_BYTES = 1L << 20;

    private final RocksDB db;
    private final ColumnFamilyHandle nodes;
    private final Persisted version;
    private final Snapshot snapshot;

    Capture(RocksDB db, ColumnFamilyHandle nodes, Persisted version) {
        this.db = db;
        this.nodes = nodes;
        this.version = version;
        snapshot = db.getSnapshot();
    }

    @Override
    public Persisted version() {
        return version;
    }

    /** @throws StateDamaged if a file fails its checksum */
    @Override
    public void forEachNode(Sink sink) {
        // All of it passes once: it must not push out what the executor will need again.
        try (ReadOptions options = new ReadOptions().setSnapshot(snapshot).setVerifyChecksums(true)
                .setFillCache(false).setReadaheadSize(READ_AHEAD_BYTES);
                RocksIterator iterator = db.newIterator(nodes, options)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                sink.node(ByteBuffer.wrap(iterator.key()).getLong(), iterator.value());
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw new StateDamaged(StateDamaged.UNKNOWN, "nodes of height " + version.height() + ": " + e.getMessage());
        }
    }

    @Override
    public void close() {
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }
}
