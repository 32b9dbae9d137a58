package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Header;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.node.storage.ChainFormat.FileHead;
import org.credence.node.storage.ChainFormat.RecordHead;

/**
 * The decided blocks, each with its proof and bodies, in files that are only ever added to, or dropped as a whole from
 * the oldest on. One thread appends and must not be interrupted; any number read; any may sync; one prunes.
 */
public final class ChainStore implements AutoCloseable {

    /** A file is full once it has so many bytes. */
    public static final long FILE_BYTES = 64L * 1024 * 1024;

    private final Path directory;
    private final Digest chainId;
    private final long fileBytes;
    private final DirectoryLock lock;
    private final Optional<String> note;
    private final SyncMeter meter = new SyncMeter();
    /** By the height of their first block. */
    private final ConcurrentNavigableMap<Long, ChainFile> files = new ConcurrentSkipListMap<>();
    /** Held for writing while the channel is exchanged, for reading while it is synced. */
    private final ReentrantReadWriteLock exchange = new ReentrantReadWriteLock();
    private Optional<FileChannel> channel = Optional.empty();
    private boolean full;
    private volatile Optional<Header> base;
    private volatile Optional<DecidedHeader> head = Optional.empty();
    private final AtomicLong durable = new AtomicLong();

    private ChainStore(Path directory, Digest chainId, long settled, List<Header> bases, long fileBytes,
            DirectoryLock lock) throws IOException {
        this.directory = directory;
        this.chainId = chainId;
        this.fileBytes = fileBytes;
        this.lock = lock;
        ChainRecovery.Found found = ChainRecovery.open(directory, chainId, settled, bases);
        note = found.note();
        base = found.base();
        for (FileHead closed : found.closed()) {
            put(new ChainFile(Disk.numbered(directory, closed.number(), ChainFormat.SUFFIX), closed));
        }
        if (found.last().isPresent()) {
            put(found.last().get());
            channel = Optional.of(FileChannel.open(last().path(), StandardOpenOption.WRITE));
            long height = last().lastHeight();
            if (height >= first()) {
                head = Optional.of(read(height).decision().header());
                requireAboveBase();
            }
        }
        sync();
    }

    private void put(ChainFile file) {
        files.put(file.head().firstHeight(), file);
    }

    private ChainFile last() {
        return files.lastEntry().getValue();
    }

    private void requireAboveBase() {
        Digest below = base.map(Header::id).orElse(chainId);
        if (!read(first()).block().parent().equals(below)) {
            throw StorageDamaged.block(directory, first(), "does not stand on block " + below + " below it");
        }
    }

    /**
     * Opens the chain in a directory of its own, made if it is missing.
     *
     * @param settled height up to which the chain is known to have been synced, from {@link Journal.Recovery}; 0 if
     *                nothing is known
     * @param bases   blocks above which it may begin, because their states are at hand, ascending; if it ends below the
     *                last of them it is dropped and begins there
     * @throws DirectoryInUse if another process has it open
     * @throws StorageDamaged if a block that had been synced is damaged or missing in the last file, or the first ones
     *                        are missing
     */
    public static ChainStore open(Path directory, Digest chainId, long settled, List<Header> bases) {
        return open(directory, chainId, settled, bases, FILE_BYTES);
    }

    static ChainStore open(Path directory, Digest chainId, long settled, List<Header> bases, long fileBytes) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return new ChainStore(directory, chainId, settled, bases, fileBytes, lock);
        } catch (IOException e) {
            lock.close();
            throw new StorageFailed(directory, e);
        } catch (StorageProblem e) {
            lock.close();
            throw e;
        }
    }

    /** What was cut off at the end when the store was opened, for the log. */
    public Optional<String> note() {
        return note;
    }

    /** Height of the last block, or of the one that the chain begins above; 0 at genesis. */
    public long height() {
        return head.map(DecidedHeader::height).orElseGet(() -> first() - 1);
    }

    /** Height of the first block that is kept, or will be. */
    public long first() {
        return base.map(Header::height).orElse(0L) + 1;
    }

    /** The block that the chain begins above; empty if that is the genesis block. */
    public Optional<Header> base() {
        return base;
    }

    /** Height up to which all is synced. */
    public long durableHeight() {
        return durable.get();
    }

    /** The last header with its proof; empty before the first block. */
    public Optional<DecidedHeader> head() {
        return head;
    }

    /** Id of the last block; the chain id at genesis. */
    public Digest lastDecidedId() {
        return head.map(DecidedHeader::header).or(() -> base).map(Header::id).orElse(chainId);
    }

    /** Header of the block at a height that is kept, or of the one that the chain begins above. */
    public Header header(long height) {
        return base.filter(below -> below.height() == height).orElseGet(() -> read(height).block().header());
    }

    /** Syncs done, and how long they took. */
    public SyncMeter syncs() {
        return meter;
    }

    /**
     * Adds the next block. It survives the end of the process at once, and a loss of power after {@link #sync}.
     *
     * @param bodies the batches that the block refers to, in its order
     */
    public void append(Decision decision, List<Batch> bodies) {
        StoredBlock block = new StoredBlock(decision, bodies);
        if (decision.height() != height() + 1 || !decision.block().parent().equals(lastDecidedId())
                || !block.isComplete()) {
            throw new AssertionError("decisions arrive in order, each once, with their bodies: " + decision.block()
                    + " after height " + height());
        }
        ByteBuffer payload = ByteBuffer.wrap(block.encode());
        RecordHead record = RecordHead.of(payload, decision.height(), durable.get());
        try {
            FileChannel target = channelFor(record);
            ChainFile file = last();
            Disk.write(target, record.encode(), file.end());
            Disk.write(target, payload, file.end() + RecordHead.BYTES);
            file.added(record);
            head = Optional.of(decision.header());
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /** The next block begins a file of its own, so that all below can be pruned. */
    public void roll() {
        full = true;
    }

    /**
     * Drops the files that hold no block above a height. If there are such files, or were, the chain begins above that
     * height from now on. The blocks of the height's own file are dropped with the rest of it.
     *
     * @param below the block at that height, whose state must be at hand as a snapshot
     * @return whether the chain begins above it now
     */
    public boolean prune(Header below) {
        if (below.height() + 1 < first()) {
            // The snapshot is from before a later one was taken in from others.
            return true;
        }
        ConcurrentNavigableMap<Long, ChainFile> old = files.headMap(files.floorKey(below.height() + 1));
        if (base.isEmpty() && old.isEmpty()) {
            return false;
        }
        // Readers must find it gone before it is.
        base = Optional.of(below);
        try {
            for (ChainFile file : old.values()) {
                Files.delete(file.path());
            }
            Disk.syncDirectory(directory);
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
        old.clear();
        return true;
    }

    /** Makes all blocks appended so far durable. To be called before the journal drops what they make obsolete. */
    public void sync() {
        exchange.readLock().lock();
        try {
            long reached = height();
            if (reached > durable.get() && channel.isPresent()) {
                meter.force(channel.get(), false);
                durable.accumulateAndGet(reached, Math::max);
            }
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        } finally {
            exchange.readLock().unlock();
        }
    }

    /**
     * The block at a height.
     *
     * @throws IllegalArgumentException unless the height is {@link #first} to {@link #height}
     * @throws StorageDamaged           if it cannot be read back as it was written
     */
    public StoredBlock read(long height) {
        return find(height).orElseThrow(() -> new IllegalArgumentException("height: is " + height + ", stored are "
                + first() + " to " + height()));
    }

    /** The block at a height; empty if it is not there yet, or not any more. */
    public Optional<StoredBlock> find(long height) {
        if (height < first() || height > reached()) {
            return Optional.empty();
        }
        try {
            Optional<ChainFile> file = fileOf(height);
            return file.isPresent() ? Optional.of(file.get().read(height)) : Optional.empty();
        } catch (IOException e) {
            if (height < first()) {
                // Pruned while it was being read.
                return Optional.empty();
            }
            throw new StorageFailed(directory, e);
        }
    }

    private long reached() {
        Map.Entry<Long, ChainFile> newest = files.lastEntry();
        return newest == null ? 0 : newest.getValue().lastHeight();
    }

    @Override
    public void close() {
        try {
            sync();
            if (channel.isPresent()) {
                channel.get().close();
            }
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        } finally {
            lock.close();
        }
    }

    /** Files before the last are walked when they are first asked for. Empty if the file was pruned meanwhile. */
    private Optional<ChainFile> fileOf(long height) throws IOException {
        Map.Entry<Long, ChainFile> found = files.floorEntry(height);
        if (found == null || found.getValue().lastHeight() >= height) {
            return Optional.ofNullable(found).map(Map.Entry::getValue);
        }
        ChainFile file = found.getValue();
        ChainFile walked = ChainFile.scan(file.path(), file.head());
        if (walked.lastHeight() < height) {
            throw StorageDamaged.block(file.path(), walked.lastHeight() + 1, "record head is damaged");
        }
        files.replace(found.getKey(), file, walked);
        return Optional.of(walked);
    }

    private FileChannel channelFor(RecordHead record) throws IOException {
        if (channel.isPresent() && last().end() + record.bytes() <= fileBytes && !(full && last().isBegun())) {
            return channel.get();
        }
        full = false;
        int number = channel.isPresent() ? last().head().number() + 1 : 1;
        FileHead next = new FileHead(number, record.height(), chainId);
        Path path = Disk.numbered(directory, next.number(), ChainFormat.SUFFIX);
        exchange.writeLock().lock();
        try {
            if (channel.isPresent()) {
                meter.force(channel.get(), true);
                channel.get().close();
                durable.set(height());
            }
            FileChannel created = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            channel = Optional.of(created);
            Disk.write(created, next.encode(), 0);
            meter.force(created, true);
            Disk.syncDirectory(directory);
            put(new ChainFile(path, next));
            return created;
        } finally {
            exchange.writeLock().unlock();
        }
    }
}
