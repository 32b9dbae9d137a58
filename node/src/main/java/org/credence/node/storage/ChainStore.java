package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.node.storage.ChainFormat.FileHead;
import org.credence.node.storage.ChainFormat.RecordHead;

/**
 * The decided blocks, each with its proof and bodies, in files that are only ever added to. One thread appends and must
 * not be
 * interrupted; any number read; any may sync.
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
    private final CopyOnWriteArrayList<ChainFile> files = new CopyOnWriteArrayList<>();
    /** Held for writing while the channel is exchanged, for reading while it is synced. */
    private final ReentrantReadWriteLock exchange = new ReentrantReadWriteLock();
    private Optional<FileChannel> channel = Optional.empty();
    private volatile Optional<DecidedHeader> head = Optional.empty();
    private final AtomicLong durable = new AtomicLong();

    private ChainStore(Path directory, Digest chainId, long settled, long fileBytes, DirectoryLock lock)
            throws IOException {
        this.directory = directory;
        this.chainId = chainId;
        this.fileBytes = fileBytes;
        this.lock = lock;
        ChainRecovery.Found found = ChainRecovery.open(directory, chainId, settled);
        note = found.note();
        for (FileHead closed : found.closed()) {
            files.add(new ChainFile(Disk.numbered(directory, closed.number(), ChainFormat.SUFFIX), closed));
        }
        if (found.last().isPresent()) {
            files.add(found.last().get());
            channel = Optional.of(FileChannel.open(files.getLast().path(), StandardOpenOption.WRITE));
            long height = files.getLast().lastHeight();
            if (height > 0) {
                head = Optional.of(read(height).decision().header());
            }
        }
        sync();
    }

    /**
     * Opens the chain in a directory of its own, made if it is missing.
     *
     * @param settled height up to which the chain is known to have been synced, from {@link Journal.Recovery}; 0 if
     *                nothing is known
     * @throws DirectoryInUse if another process has it open
     * @throws StorageDamaged if a block that had been synced is damaged or missing in the last file
     */
    public static ChainStore open(Path directory, Digest chainId, long settled) {
        return open(directory, chainId, settled, FILE_BYTES);
    }

    static ChainStore open(Path directory, Digest chainId, long settled, long fileBytes) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return new ChainStore(directory, chainId, settled, fileBytes, lock);
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

    /** Height of the last block; 0 at genesis. */
    public long height() {
        return head.map(DecidedHeader::height).orElse(0L);
    }

    /** Height up to which all is synced. */
    public long durableHeight() {
        return durable.get();
    }

    /** The last header with its proof; empty at genesis. */
    public Optional<DecidedHeader> head() {
        return head;
    }

    /** Id of the last block; the chain id at genesis. */
    public Digest lastDecidedId() {
        return head.map(last -> last.header().id()).orElse(chainId);
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
            ChainFile file = files.getLast();
            Disk.write(target, record.encode(), file.end());
            Disk.write(target, payload, file.end() + RecordHead.BYTES);
            file.added(record);
            head = Optional.of(decision.header());
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
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
     * @throws IllegalArgumentException unless the height is 1 to {@link #height}
     * @throws StorageDamaged           if it cannot be read back as it was written
     */
    public StoredBlock read(long height) {
        if (height < 1 || height > files.stream().mapToLong(ChainFile::lastHeight).max().orElse(0)) {
            throw new IllegalArgumentException("height: is " + height + ", stored are 1 to " + height());
        }
        try {
            return fileOf(height).read(height);
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
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

    /** Files before the last are walked when they are first asked for. */
    private ChainFile fileOf(long height) throws IOException {
        int index = files.size() - 1;
        while (files.get(index).head().firstHeight() > height) {
            index--;
        }
        ChainFile file = files.get(index);
        if (file.lastHeight() < height) {
            file = ChainFile.scan(file.path(), file.head());
            if (file.lastHeight() < height) {
                throw StorageDamaged.block(file.path(), file.lastHeight() + 1, "record head is damaged");
            }
            files.set(index, file);
        }
        return file;
    }

    private FileChannel channelFor(RecordHead record) throws IOException {
        if (channel.isPresent() && files.getLast().end() + record.bytes() <= fileBytes) {
            return channel.get();
        }
        FileHead next = new FileHead(files.size() + 1, record.height(), chainId);
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
            files.add(new ChainFile(path, next));
            return created;
        } finally {
            exchange.writeLock().unlock();
        }
    }
}
