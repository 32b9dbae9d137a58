package org.credence.node.storage;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.ledger.store.Persisted;
import org.credence.ledger.store.StateSnapshot;

/** A state in a file, in parts that can be fetched one by one. Safe from any thread. */
public final class SnapshotFile implements StateSnapshot {

    /** More than any node's record has. */
    private static final int RECORD_BYTES = 128 * 1024;

    private final Path path;
    private final SnapshotHead head;
    private final List<Long> parts;
    private final long bytes;

    private SnapshotFile(Path path, SnapshotHead head, List<Long> parts, long bytes) {
        this.path = path;
        this.head = head;
        this.parts = List.copyOf(parts);
        this.bytes = bytes;
    }

    /**
     * Reads the head and finds the parts.
     *
     * @throws StorageDamaged  if it does not consist of parts, or the first is no head
     * @throws SnapshotInvalid if the head contradicts itself
     */
    public static SnapshotFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            List<Long> parts = new ArrayList<>();
            long size = channel.size();
            long at = 0;
            while (at < size) {
                parts.add(at);
                at += SnapshotParts.FRAME + frame(path, channel, at).getInt(0);
            }
            if (parts.isEmpty() || at > size) {
                throw StorageDamaged.snapshot(path, "is empty, or ends inside a part");
            }
            SnapshotHead head = SnapshotHead.decode(part(path, channel, 0));
            return new SnapshotFile(path, head, parts, size);
        } catch (Malformed | EOFException e) {
            throw StorageDamaged.snapshot(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    private static ByteBuffer frame(Path path, FileChannel channel, long position) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(SnapshotParts.FRAME);
        Disk.read(channel, frame, position);
        int length = frame.getInt(0);
        if (length < 1 || length > SnapshotParts.PART_BYTES) {
            throw StorageDamaged.snapshot(path, "part at byte " + position + " has " + length + " bytes, limit "
                    + SnapshotParts.PART_BYTES);
        }
        return frame;
    }

    private static byte[] part(Path path, FileChannel channel, long position) throws IOException {
        ByteBuffer frame = frame(path, channel, position);
        ByteBuffer payload = ByteBuffer.allocate(frame.getInt(0));
        Disk.read(channel, payload, position + SnapshotParts.FRAME);
        if (frame.getInt(4) != Disk.checksum(payload, 0, payload.limit())) {
            throw StorageDamaged.snapshot(path, "checksum of the part at byte " + position + " is wrong");
        }
        return payload.array();
    }

    public SnapshotHead head() {
        return head;
    }

    /** How many parts there are, the head included. */
    public int parts() {
        return parts.size();
    }

    /** Size of the file. */
    public long bytes() {
        return bytes;
    }

    public Path path() {
        return path;
    }

    /**
     * One part as it goes to another member.
     *
     * @param number 0 is the head
     * @throws IndexOutOfBoundsException unless there is such a part
     * @throws StorageProblem            if it cannot be read back
     */
    public byte[] part(int number) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return part(path, channel, parts.get(number));
        } catch (EOFException e) {
            throw StorageDamaged.snapshot(path, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    @Override
    public Persisted version() {
        return head.version();
    }

    @Override
    public void forEachNode(Sink sink) {
        for (int part = 1; part < parts.size(); part++) {
            try {
                nodes(part(part), sink);
            } catch (Malformed e) {
                throw StorageDamaged.snapshot(path, "part " + part + ": " + e.getMessage());
            }
        }
    }

    private static void nodes(byte[] part, Sink sink) {
        Reader reader = new Reader(part);
        for (long id = reader.u64("part.first"); reader.remaining() > 0; id++) {
            sink.node(id, reader.bytes("part.record", RECORD_BYTES));
        }
    }
}
