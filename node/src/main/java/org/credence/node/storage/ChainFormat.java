package org.credence.node.storage;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.credence.base.Digest;

/**
 * The bytes of chain files: a head per file, a head per record; see {@link FileHead} and {@link RecordHead}. All
 * numbers big-endian.
 */
final class ChainFormat {

    static final String SUFFIX = ".blocks";

    private static final int FILE_MAGIC = 0x43524348;
    private static final int RECORD_MAGIC = 0x4352424b;
    private static final int VERSION = 1;

    private ChainFormat() {}

    /**
     * Begins a file: magic u32, version u32, number u32, first height u64, chain id 32, CRC32C of these 52 bytes.
     *
     * @param number      place of the file among the others, from 1
     * @param firstHeight height of its first record
     */
    record FileHead(int number, long firstHeight, Digest chainId) {

        static final int BYTES = 56;
        private static final int CHECKED = 52;

        ByteBuffer encode() {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(FILE_MAGIC).putInt(VERSION).putInt(number)
                    .putLong(firstHeight).put(chainId.toBytes());
            return bytes.putInt(Disk.checksum(bytes, 0, CHECKED)).flip();
        }

        /** Empty unless the 56 bytes are a sound file head. */
        static Optional<FileHead> decode(ByteBuffer bytes) {
            boolean sound = bytes.getInt(0) == FILE_MAGIC && bytes.getInt(4) == VERSION
                    && bytes.getInt(CHECKED) == Disk.checksum(bytes, 0, CHECKED);
            byte[] chainId = new byte[Digest.LENGTH];
            bytes.get(20, chainId);
            return sound ? Optional.of(new FileHead(bytes.getInt(8), bytes.getLong(12), Digest.of(chainId)))
                    : Optional.empty();
        }
    }

    /**
     * Precedes the payload, a {@link StoredBlock}: magic u32, payload length u32, height u64, durable height u64,
     * CRC32C of the payload,
     * CRC32C of these 28 bytes.
     *
     * @param length   of the payload
     * @param durable  height up to which the chain was synced when this was written: what lies below cannot be missing
     *                 by a mere crash
     * @param checksum of the payload
     */
    record RecordHead(int length, long height, long durable, int checksum) {

        static final int BYTES = 32;
        private static final int CHECKED = 28;

        static RecordHead of(ByteBuffer payload, long height, long durable) {
            return new RecordHead(payload.limit(), height, durable, Disk.checksum(payload, 0, payload.limit()));
        }

        ByteBuffer encode() {
            ByteBuffer bytes = ByteBuffer.allocate(BYTES).putInt(RECORD_MAGIC).putInt(length).putLong(height)
                    .putLong(durable).putInt(checksum);
            return bytes.putInt(Disk.checksum(bytes, 0, CHECKED)).flip();
        }

        /** Whether a record head may begin there: a quick look before {@link #decode}. */
        static boolean startsAt(ByteBuffer bytes, int position) {
            return bytes.getInt(position) == RECORD_MAGIC;
        }

        /** Empty unless the 32 bytes are a sound record head. */
        static Optional<RecordHead> decode(ByteBuffer bytes) {
            boolean sound = bytes.getInt(0) == RECORD_MAGIC && bytes.getInt(CHECKED) == Disk.checksum(bytes, 0, CHECKED)
                    && bytes.getInt(4) > 0 && bytes.getInt(4) <= StoredBlock.LIMIT;
            return sound ? Optional.of(new RecordHead(bytes.getInt(4), bytes.getLong(8), bytes.getLong(16),
                    bytes.getInt(24))) : Optional.empty();
        }

        boolean matches(ByteBuffer payload) {
            return checksum == Disk.checksum(payload, 0, payload.limit());
        }

        long bytes() {
            return BYTES + (long) length;
        }
    }
}
