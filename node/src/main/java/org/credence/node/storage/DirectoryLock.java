package org.credence.node.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a directory for one process: the operating system drops the lock when the process ends, however it ends. */
public final class DirectoryLock implements AutoCloseable {

    private static final String NAME = "LOCK";
    private static final String HOLDER = "HOLDER";

    /**
     * What this process holds. Asked first, because closing a second channel to a file would drop the lock of the
     * first.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Creates the directory if there is none and takes it.
     *
     * @throws DirectoryInUse if another holds it
     */
    public static DirectoryLock take(Path directory) {
        Path file = directory.resolve(NAME);
        try {
            Files.createDirectories(directory);
            Path held = directory.toRealPath().resolve(NAME);
            if (!HELD.add(held)) {
                throw new DirectoryInUse(directory, ownPid());
            }
            try {
                return new DirectoryLock(held, lock(directory, file));
            } catch (IOException | StorageProblem e) {
                HELD.remove(held);
                throw e;
            }
        } catch (IOException e) {
            throw new StorageFailed(file, e);
        }
    }

    /**
     * The pid stands in a file of its own: whoever in this process opened the locked file to read it would drop the
     * lock.
     */
    private static FileChannel lock(Path directory, Path file) throws IOException {
        Path holder = directory.resolve(HOLDER);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw new DirectoryInUse(directory, Files.exists(holder) ? Files.readString(holder) : "unknown");
            }
            Files.writeString(holder, ownPid());
            return channel;
        } catch (IOException | DirectoryInUse e) {
            channel.close();
            throw e;
        }
    }

    private static String ownPid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageFailed(file, e);
        } finally {
            HELD.remove(file);
        }
    }
}
