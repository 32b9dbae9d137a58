package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.credence.base.codec.Writer;
import org.credence.ledger.store.StateSnapshot;

/**
 * Writes the file of a snapshot, part by part: before each its length u32 and CRC32C. The first part is the head, each
 * other the id u64 of its first node and the records of nodes, each with its length u32.
 */
public final class SnapshotParts implements AutoCloseable {

    /** Most bytes of a part: a full one and one more record. */
    public static final int PART_BYTES = 2 * 1024 * 1024;

    static final int FRAME = 8;
    private static final int FULL = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private long end;

    private SnapshotParts(Path path) throws IOException {
        this.path = path;
        channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    /** Begins the file anew. */
    static SnapshotParts begin(Path path) {
        try {
            return new SnapshotParts(path);
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    /** Adds all nodes of a state, in parts of about a mebibyte. */
    public void addNodes(StateSnapshot state) {
        Nodes nodes = new Nodes();
        state.forEachNode(nodes);
        nodes.finish();
    }

    /** Adds a part as another member handed it out; what it holds is checked when it is read. */
    public void add(byte[] part) {
        ByteBuffer payload = ByteBuffer.wrap(part);
        ByteBuffer frame = ByteBuffer.allocate(FRAME).putInt(part.length).putInt(Disk.checksum(payload, 0, part.length))
                .flip();
        try {
            Disk.write(channel, frame, end);
            Disk.write(channel, payload, end + FRAME);
            end += FRAME + part.length;
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    /** The snapshot of the parts so far. */
    public SnapshotFile written() {
        return SnapshotFile.open(path);
    }

    /** Makes all parts durable. */
    void sync() {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageFailed(path, e);
        }
    }

    /** Gathers records until a part is full. */
    private final class Nodes implements StateSnapshot.Sink {

        private Writer part = new Writer(FULL);

        @Override
        public void node(long id, byte[] record) {
            if (part.size() == 0) {
                part.u64(id);
            }
            part.bytes(record);
            if (part.size() >= FULL) {
                finish();
            }
        }

        void finish() {
            if (part.size() > 0) {
                add(part.toBytes());
                part = new Writer(FULL);
            }
        }
    }
}
