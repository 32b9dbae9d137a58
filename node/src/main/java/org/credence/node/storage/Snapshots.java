package org.credence.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.credence.base.block.Header;

/**
 * The snapshots that a member keeps, each in a file named by the epoch that begins above it. One thread adds and drops,
 * any reads.
 */
public final class Snapshots {

    private static final String SUFFIX = ".snapshot";
    private static final String INCOMING = "incoming.tmp";

    private final Path directory;
    private volatile Optional<List<SnapshotFile>> known = Optional.empty();

    private Snapshots(Path directory) {
        this.directory = directory;
    }

    /** Those in a directory, which need not exist. */
    public static Snapshots in(Path directory) {
        return new Snapshots(directory);
    }

    /**
     * All of them, ascending by height.
     *
     * @throws StorageDamaged if one cannot be read: it is to be removed, or brought back if the chain begins there
     */
    public List<SnapshotFile> all() {
        List<SnapshotFile> all = known.orElseGet(this::load);
        known = Optional.of(all);
        return all;
    }

    private List<SnapshotFile> load() {
        try {
            return Disk.numbered(directory, SUFFIX).stream().map(SnapshotFile::open).toList();
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /** The blocks that they are the states of, ascending. */
    public List<Header> bases() {
        return all().stream().map(file -> file.head().base()).toList();
    }

    /** Height of the last; 0 if there is none. */
    public long newestHeight() {
        List<SnapshotFile> all = all();
        return all.isEmpty() ? 0 : all.getLast().head().height();
    }

    /** The snapshot of the state after a block. */
    public Optional<SnapshotFile> at(long height) {
        return all().stream().filter(file -> file.head().height() == height).findFirst();
    }

    /** Begins the file of a further one; only one at a time. */
    public SnapshotParts begin() {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
        return SnapshotParts.begin(directory.resolve(INCOMING));
    }

    /** Keeps what was begun; from now on it is there also after a loss of power. */
    public SnapshotFile keep(SnapshotParts parts) {
        parts.sync();
        SnapshotFile written = parts.written();
        Path path = Disk.numbered(directory, written.head().epoch(), SUFFIX);
        try {
            Disk.rename(parts.path(), path);
            Disk.syncDirectory(directory);
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
        known = Optional.of(load());
        return at(written.head().height()).orElseThrow(() -> new AssertionError(path + " has just been written"));
    }

    /** Removes one. */
    public void drop(SnapshotFile snapshot) {
        try {
            known = Optional.of(all().stream().filter(other -> !other.equals(snapshot)).toList());
            Files.deleteIfExists(snapshot.path());
        } catch (IOException e) {
            throw new StorageFailed(snapshot.path(), e);
        }
    }
}
