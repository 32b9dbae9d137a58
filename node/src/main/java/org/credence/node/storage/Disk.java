package org.credence.node.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** What both stores do to files. */
final class Disk {

    private Disk() {}

    /** CRC32C of {@code bytes[from .. to)}; leaves the buffer as it was. */
    static int checksum(ByteBuffer bytes, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().limit(to).position(from));
        return (int) crc.getValue();
    }

    static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    /** Fills the buffer from {@code position}; an earlier end of the file is an {@link EOFException}. */
    static void read(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            int count = channel.read(bytes, at);
            if (count < 0) {
                throw new EOFException("file ends at byte " + at);
            }
            at += count;
        }
    }

    /** Makes names created, changed or removed in the directory durable. */
    static void syncDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The files named by eight digits and {@code suffix}, ascending; empty if there is no directory. */
    static List<Path> numbered(Path directory, String suffix) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        Pattern name = Pattern.compile("[0-9]{8}" + Pattern.quote(suffix));
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name.matcher(fileName(file)).matches()).sorted().toList();
        }
    }

    static Path numbered(Path directory, int number, String suffix) {
        return directory.resolve(String.format("%08d", number) + suffix);
    }

    /** The number in a name of {@link #numbered}. */
    static int number(Path file) {
        return Integer.parseInt(fileName(file).substring(0, 8));
    }

    private static String fileName(Path file) {
        Path name = file.getFileName();
        if (name == null) {
            throw new IllegalArgumentException("file: " + file + " has no name");
        }
        return name.toString();
    }
}
