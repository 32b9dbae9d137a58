package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The journal file that is written to. Its blocks are on disk before the first record is, so that a sync has no file
 * size to update.
 *
 * <p>
 * Bytes: magic u32, version u32, number u32, salt u64, CRC32C of these 20; then records ({@link RecordBuffer}); then
 * zeros, or what
 * the file held in an earlier life: its records carry another salt.
 */
final class JournalSegment {

    static final int MAGIC = 0x43524a4c;
    static final int VERSION = 1;
    static final int HEAD_BYTES = 24;
    static final int HEAD_CHECKED = 20;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(1024 * 1024).asReadOnlyBuffer();

    private final FileChannel channel;
    private final SyncMeter meter;
    private final long salt;
    private long sequence;
    private long position = HEAD_BYTES;
    private long size;

    private JournalSegment(FileChannel channel, SyncMeter meter, long salt, long size) {
        this.channel = channel;
        this.meter = meter;
        this.salt = salt;
        this.size = size;
    }

    /** Begins a segment in the file, new or to be written over. */
    static JournalSegment create(Path file, int number, long salt, SyncMeter meter) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES).putInt(MAGIC).putInt(VERSION).putInt(number).putLong(salt);
        Disk.write(channel, head.putInt(Disk.checksum(head, 0, HEAD_CHECKED)).flip(), 0);
        return new JournalSegment(channel, meter, salt, channel.size());
    }

    /** Fills a file with zeros up to this size in bytes. */
    static void preallocate(Path file, long bytes, SyncMeter meter) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            fill(channel, channel.size(), bytes);
            meter.force(channel, true);
        }
    }

    /** Whether the next record of so many bytes has its place on disk already. */
    boolean fits(int bytes) {
        return position + bytes <= size;
    }

    void append(RecordBuffer record) throws IOException {
        sequence++;
        ByteBuffer bytes = record.seal(salt, sequence);
        int length = bytes.remaining();
        Disk.write(channel, bytes, position);
        position += length;
    }

    /** Grows the file to so many bytes, and further if need be, so that there is room for this much more. */
    void reserve(long bytes, long room) throws IOException {
        long end = Math.max(bytes, position + room);
        size = Math.max(size, channel.size());
        if (end > size) {
            fill(channel, size, end);
            size = end;
        }
    }

    void force(boolean metadata) throws IOException {
        meter.force(channel, metadata);
    }

    void close() throws IOException {
        channel.close();
    }

    private static void fill(FileChannel channel, long from, long to) throws IOException {
        for (long at = from; at < to; at += ZEROS.capacity()) {
            int count = (int) Math.min(ZEROS.capacity(), to - at);
            Disk.write(channel, ZEROS.duplicate().limit(count), at);
        }
    }
}
