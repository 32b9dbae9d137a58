package org.credence.node.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.node.storage.ChainFormat.FileHead;
import org.credence.node.storage.ChainFormat.RecordHead;

/**
 * One file of decided blocks and a sparse index of where they stand. One thread adds while others read. Each reading
 * opens the file anew,
 * so that interrupting a reader closes nobody else's channel.
 */
final class ChainFile {

    /** Every so many records the index holds a position; between two, heads are walked. */
    private static final int STRIDE = 64;

    private final Path path;
    private final FileHead head;
    private int[] marks = new int[16];
    private long count;
    private long end = FileHead.BYTES;

    ChainFile(Path path, FileHead head) {
        this.path = path;
        this.head = head;
    }

    /** Walks the record heads from the beginning until one is unsound or missing. */
    static ChainFile scan(Path path, FileHead head) throws IOException {
        ChainFile file = new ChainFile(path, head);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            Optional<RecordHead> next = file.headAt(channel, file.end, head.firstHeight(), size);
            while (next.isPresent()) {
                file.added(next.get());
                next = file.headAt(channel, file.end, file.lastHeight() + 1, size);
            }
        }
        return file;
    }

    private Optional<RecordHead> headAt(FileChannel channel, long position, long height, long size) throws IOException {
        if (position + RecordHead.BYTES > size) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(RecordHead.BYTES);
        Disk.read(channel, bytes, position);
        return RecordHead.decode(bytes).filter(found -> found.height() == height && position + found.bytes() <= size);
    }

    /** Notes the record written, or found, at {@link #end}. */
    synchronized void added(RecordHead record) {
        if (count % STRIDE == 0) {
            int mark = (int) (count / STRIDE);
            if (mark == marks.length) {
                marks = Arrays.copyOf(marks, 2 * mark);
            }
            marks[mark] = (int) end;
        }
        count++;
        end += record.bytes();
    }

    /** The stored block at a height the file holds. */
    StoredBlock read(long height) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long position = locate(channel, height);
            RecordHead record = require(channel, position, height);
            ByteBuffer payload = ByteBuffer.allocate(record.length());
            Disk.read(channel, payload, position + RecordHead.BYTES);
            if (!record.matches(payload)) {
                throw StorageDamaged.block(path, height, "checksum of the block is wrong");
            }
            return StoredBlock.decode(payload.array());
        } catch (EOFException | Malformed e) {
            throw StorageDamaged.block(path, height, String.valueOf(e.getMessage()));
        }
    }

    private long locate(FileChannel channel, long height) throws IOException {
        long position = mark(height);
        long at = height - (height - head.firstHeight()) % STRIDE;
        for (; at < height; at++) {
            position += require(channel, position, at).bytes();
        }
        return position;
    }

    private synchronized long mark(long height) {
        return marks[(int) ((height - head.firstHeight()) / STRIDE)];
    }

    private RecordHead require(FileChannel channel, long position, long height) throws IOException {
        return headAt(channel, position, height, channel.size())
                .orElseThrow(() -> StorageDamaged.block(path, height, "record head is damaged"));
    }

    /** The lowest height above {@code from} whose payload is not what its head says, if there is one. */
    Optional<Long> firstBadPayload(long from) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long first = Math.max(from + 1, head.firstHeight());
            if (first > lastHeight()) {
                return Optional.empty();
            }
            long position = locate(channel, first);
            for (long height = first; height <= lastHeight(); height++) {
                RecordHead record = require(channel, position, height);
                ByteBuffer payload = ByteBuffer.allocate(record.length());
                Disk.read(channel, payload, position + RecordHead.BYTES);
                if (!record.matches(payload)) {
                    return Optional.of(height);
                }
                position += record.bytes();
            }
            return Optional.empty();
        }
    }

    /** Head of the record at a height the file holds. */
    RecordHead recordHead(long height) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return require(channel, locate(channel, height), height);
        }
    }

    /** Where the record at the height begins; the end of all records if it is the next. */
    long position(long height) throws IOException {
        if (height == lastHeight() + 1) {
            return end();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return locate(channel, height);
        }
    }

    Path path() {
        return path;
    }

    FileHead head() {
        return head;
    }

    /** Height of the last record; one below the first height if there is none. */
    synchronized long lastHeight() {
        return head.firstHeight() + count - 1;
    }

    /** Whether it holds a record. */
    synchronized boolean isBegun() {
        return count > 0;
    }

    /** Where the next record will begin. */
    synchronized long end() {
        return end;
    }
}
