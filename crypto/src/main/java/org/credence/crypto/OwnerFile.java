package org.credence.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;
import org.credence.crypto.KeystoreException.Reason;

/** A file that only its owner may read or write, written once and whole. */
final class OwnerFile {

    private static final FileAttribute<?>[] OWNER_ONLY = {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
    };

    private OwnerFile() {}

    /** @throws KeystoreException EXISTS */
    static void requireNew(Path file) {
        if (Files.exists(file)) {
            throw new KeystoreException(Reason.EXISTS, "keystore " + file + ": exists and is never overwritten");
        }
    }

    /**
     * Complete and on disk when this returns, absent or complete after a crash at any point.
     *
     * @throws KeystoreException INPUT_OUTPUT
     */
    static void create(Path file, byte[] content, SecureRandom random) {
        try {
            writeAtomically(file, content, random);
        } catch (IOException e) {
            throw new KeystoreException(Reason.INPUT_OUTPUT, "keystore " + file + ": cannot be written: " + e, e);
        }
    }

    /**
     * The bytes of a file, at most {@code max} of them.
     *
     * @throws KeystoreException INPUT_OUTPUT
     */
    static byte[] read(Path file, int max) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(max);
        } catch (IOException e) {
            throw new KeystoreException(Reason.INPUT_OUTPUT, "keystore " + file + ": cannot be read: " + e, e);
        }
    }

    /**
     * Into a file beside the target, synced, then renamed; the folder is synced so that the name survives a power cut
     * too.
     */
    private static void writeAtomically(Path file, byte[] content, SecureRandom random) throws IOException {
        Path target = file.toAbsolutePath().normalize();
        Path partial = target.resolveSibling(target.getFileName() + "." + Long.toHexString(random.nextLong()) + ".new");
        Path folder = target.resolveSibling(".").normalize();
        boolean posix = Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
        try {
            writeSynced(partial, content, posix ? OWNER_ONLY : new FileAttribute<?>[0]);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            if (posix) {
                try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
                    entries.force(true);
                }
            }
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static void writeSynced(Path file, byte[] content, FileAttribute<?>[] attributes) throws IOException {
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel out = FileChannel.open(file, fresh, attributes)) {
            ByteBuffer rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                out.write(rest);
            }
            out.force(true);
        }
    }
}
