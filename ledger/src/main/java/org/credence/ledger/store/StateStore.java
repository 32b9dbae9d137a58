package org.credence.ledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.credence.base.codec.Malformed;
import org.rocksdb.AbstractImmutableNativeReference;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** One directory of state. Reads are safe from any thread, writes come from one. */
public final class StateStore implements AutoCloseable {

    private static final byte[] SELF = {0};
    private static final long CACHE_BYTES = 32L << 20;
    private static final long WRITE_BUFFER_BYTES = 16L << 20;
    private static final long WRITE_BUFFERS_BYTES = 2 * WRITE_BUFFER_BYTES;
    private static final int OPEN_FILES = 256;

    static {
        RocksDB.loadLibrary();
    }

    private final Path directory;
    private final RocksDB db;
    private final Map<Table, ColumnFamilyHandle> families = new EnumMap<>(Table.class);
    private final List<AbstractImmutableNativeReference> owned = new ArrayList<>();
    private final WriteOptions unlogged = own(new WriteOptions().setDisableWAL(true));
    private final ReadOptions checked = own(new ReadOptions().setVerifyChecksums(true));

    private StateStore(Path directory, boolean readOnly) throws RocksDBException {
        this.directory = directory;
        DBOptions options = own(new DBOptions().setCreateIfMissing(true).setCreateMissingColumnFamilies(true)
                .setAtomicFlush(true).setDbWriteBufferSize(WRITE_BUFFERS_BYTES).setParanoidChecks(true)
                .setMaxBackgroundJobs(2).setMaxOpenFiles(OPEN_FILES)
                .setAvoidFlushDuringShutdown(true).setKeepLogFileNum(2).setMaxManifestFileSize(1L << 20));
        Cache cache = own(new LRUCache(CACHE_BYTES));
        BlockBasedTableConfig blocks = new BlockBasedTableConfig().setBlockCache(cache)
                .setFilterPolicy(own(new BloomFilter(10))).setCacheIndexAndFilterBlocks(true);
        ColumnFamilyOptions family = own(new ColumnFamilyOptions().setTableFormatConfig(blocks)
                .setWriteBufferSize(WRITE_BUFFER_BYTES).setCompressionType(CompressionType.NO_COMPRESSION));
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        for (Table table : Table.values()) {
            descriptors.add(new ColumnFamilyDescriptor(table.familyName(), family));
        }
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            db = readOnly
                    ? RocksDB.openReadOnly(options, directory.toString(), descriptors, handles)
                    : RocksDB.open(options, directory.toString(), descriptors, handles);
        } catch (RocksDBException e) {
            release();
            throw e;
        }
        Iterator<ColumnFamilyHandle> inOrder = handles.iterator();
        for (Table table : Table.values()) {
            families.put(table, inOrder.next());
        }
    }

    /**
     * Opens a directory for reading and writing, and makes it if there is none.
     *
     * @throws StateDamaged if its files contradict themselves
     * @throws StoreFailed  if it cannot be used
     */
    public static StateStore open(Path directory) {
        try {
            Files.createDirectories(directory);
            return new StateStore(directory, false);
        } catch (RocksDBException e) {
            throw failure(directory, e);
        } catch (IOException e) {
            throw new StoreFailed("state directory " + directory, e);
        }
    }

    /**
     * Opens an existing directory to read its state and nothing else.
     *
     * @throws StateDamaged if its files contradict themselves, or some are missing
     * @throws StoreFailed  if there is no such directory
     */
    public static StateStore openReadOnly(Path directory) {
        try {
            if (!Files.isDirectory(directory)) {
                throw new NoSuchFileException(directory.toString());
            }
            return new StateStore(directory, true);
        } catch (NoSuchFileException e) {
            throw new StoreFailed("state directory " + directory, e);
        } catch (RocksDBException e) {
            throw new StateDamaged(StateDamaged.UNKNOWN, directory + " cannot be opened: " + e.getMessage());
        }
    }

    /** Which version the directory holds; empty if it is new. */
    public Optional<Persisted> self() {
        try {
            return value(Table.SELF, SELF).map(Persisted::decode);
        } catch (Malformed e) {
            throw new StateDamaged(StateDamaged.UNKNOWN, "its own record: " + e.getMessage());
        }
    }

    /**
     * The value under a key.
     *
     * @throws StateDamaged if the file that holds it fails its checksum
     */
    public Optional<byte[]> value(Table table, byte[] key) {
        try {
            return Optional.ofNullable(db.get(family(table), checked, key));
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** How many keys a table holds. */
    public long count(Table table) {
        try (RocksIterator iterator = db.newIterator(family(table), checked)) {
            long count = 0;
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                count++;
            }
            iterator.status();
            return count;
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** Reads every file through and compares it with its checksums. */
    public void verifyChecksums() {
        try {
            db.verifyChecksum();
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** A step from one version to another: either all of it takes place or nothing. Not logged; see {@link #flush}. */
    public final class Step implements AutoCloseable {

        private final WriteBatch batch = new WriteBatch();

        private Step() {}

        public Step put(Table table, byte[] key, byte[] value) {
            try {
                batch.put(family(table), key, value);
                return this;
            } catch (RocksDBException e) {
                throw failure(directory, e);
            }
        }

        /** Takes the step to this version. */
        public void commit(Persisted version) {
            put(Table.SELF, SELF, version.encoded());
            write();
        }

        /** Takes the step, which leads to no version yet: a directory that is being filled. */
        public void write() {
            try {
                db.write(unlogged, batch);
            } catch (RocksDBException e) {
                throw failure(directory, e);
            }
        }

        @Override
        public void close() {
            batch.close();
        }
    }

    /** Begins a step. */
    public Step step() {
        return new Step();
    }

    /** The version that the directory holds now, for reading while others follow. */
    public Capture capture() {
        return new Capture(db, family(Table.NODE),
                self().orElseThrow(() -> new AssertionError("a directory that is open holds a version")));
    }

    /** Removes all keys from one up to another, that one not included. Safe beside steps to other keys. */
    public void removeRange(Table table, byte[] from, byte[] to) {
        try {
            db.deleteRange(family(table), unlogged, from, to);
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** Removes what has such a value; reads the whole table. Safe beside steps to other keys. */
    public void removeIf(Table table, Predicate<byte[]> value) {
        try (RocksIterator iterator = db.newIterator(family(table), checked)) {
            for (iterator.seekToFirst(); iterator.isValid(); iterator.next()) {
                if (value.test(iterator.value())) {
                    db.delete(family(table), unlogged, iterator.key());
                }
            }
            iterator.status();
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** Brings everything written so far to disk; returns when it is there. */
    public void flush() {
        try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
            db.flush(options, List.copyOf(families.values()));
        } catch (RocksDBException e) {
            throw failure(directory, e);
        }
    }

    /** Closes without flushing: what was not flushed is lost, as in a crash. */
    @Override
    public void close() {
        families.values().forEach(ColumnFamilyHandle::close);
        db.close();
        release();
    }

    private void release() {
        owned.reversed().forEach(AbstractImmutableNativeReference::close);
    }

    private ColumnFamilyHandle family(Table table) {
        return Objects.requireNonNull(families.get(table));
    }

    private <T extends AbstractImmutableNativeReference> T own(T reference) {
        owned.add(reference);
        return reference;
    }

    private static RuntimeException failure(Path directory, RocksDBException e) {
        Status status = e.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption
                ? new StateDamaged(StateDamaged.UNKNOWN, directory + ": " + e.getMessage())
                : new StoreFailed("state directory " + directory, e);
    }
}
