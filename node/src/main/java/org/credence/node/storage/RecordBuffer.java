package org.credence.node.storage;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One journal record under construction: as many promises as one group commit brings, under one checksum, so that a
 * record is whole or
 * not there.
 *
 * <p>
 * Bytes: length u32 of what follows the head, salt u64 of the segment, sequence u64, CRC32C of these 20 bytes,
 * CRC32C of these and the
 * payload; then the payload: kind u8 and, by kind, promises (u32 length and bytes, each) or the settled height u64.
 */
final class RecordBuffer {

    static final int HEAD_BYTES = 28;
    static final int HEAD_CHECKED = 20;

    /** Bytes of the longest record: several times what the largest promise takes. */
    static final int LIMIT = 4 * 1024 * 1024;

    static final byte SNAPSHOT = 1;
    static final byte SETTLED = 2;
    static final byte RUN = 3;
    static final byte CLOSED = 4;

    private final ByteBuffer bytes = ByteBuffer.allocateDirect(LIMIT);

    RecordBuffer begin(byte kind) {
        bytes.clear().position(HEAD_BYTES);
        bytes.put(kind);
        return this;
    }

    boolean isEmpty() {
        return bytes.position() <= HEAD_BYTES + 1;
    }

    /** Bytes the record takes so far. */
    int size() {
        return bytes.position();
    }

    boolean fits(byte[] promise) {
        return bytes.remaining() >= Integer.BYTES + promise.length;
    }

    void add(byte[] promise) {
        bytes.putInt(promise.length).put(promise);
    }

    RecordBuffer add(long value) {
        bytes.putLong(value);
        return this;
    }

    /** The finished bytes, valid until {@link #begin}. */
    ByteBuffer seal(long salt, long sequence) {
        int end = bytes.position();
        bytes.putInt(0, end - HEAD_BYTES).putLong(4, salt).putLong(12, sequence);
        bytes.putInt(20, Disk.checksum(bytes, 0, HEAD_CHECKED));
        bytes.putInt(24, bodyChecksum(bytes, 0, end));
        return bytes.duplicate().flip();
    }

    /** Checksum of a record's head, without the checksums in it, and its payload. */
    static int bodyChecksum(ByteBuffer source, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(source.duplicate().limit(start + HEAD_CHECKED).position(start));
        crc.update(source.duplicate().limit(end).position(start + HEAD_BYTES));
        return (int) crc.getValue();
    }
}
