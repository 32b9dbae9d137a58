package org.credence.node.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.node.storage.ChainFormat.FileHead;
import org.credence.node.storage.ChainFormat.RecordHead;

/** Reads all chain files from the first byte to the last, once, and lets no byte pass that is not as it was written. */
final class ChainReader implements AutoCloseable {

    private final Path directory;
    private final Digest chainId;
    private final List<Path> files;
    private final long base;
    private final int before;
    private int opened;
    private Optional<FileChannel> channel = Optional.empty();
    private long position;
    private long size;
    private long height;

    /** @param base height above which to begin: the chain need not hold blocks below */
    ChainReader(Path directory, Digest chainId, long base) throws IOException {
        this.directory = directory;
        this.chainId = chainId;
        this.base = base;
        files = Disk.numbered(directory, ChainFormat.SUFFIX);
        before = base == 0 || files.isEmpty() ? 0 : Disk.number(files.getFirst()) - 1;
        height = base == 0 ? 1 : apparentFirst(directory);
    }

    /** Height of the first block in the files, by their heads alone; 1 if there is none. */
    static long apparentFirst(Path directory) throws IOException {
        for (Path file : Disk.numbered(directory, ChainFormat.SUFFIX)) {
            if (Files.size(file) >= FileHead.BYTES) {
                return FileHead.decode(firstBytes(file)).map(FileHead::firstHeight).orElse(1L);
            }
        }
        return 1;
    }

    /** The height the files seem to reach, by their heads alone. */
    static long apparentHeight(Path directory) throws IOException {
        for (Path file : Disk.numbered(directory, ChainFormat.SUFFIX).reversed()) {
            if (Files.size(file) >= FileHead.BYTES) {
                Optional<FileHead> head = FileHead.decode(firstBytes(file));
                if (head.isPresent()) {
                    return ChainFile.scan(file, head.get()).lastHeight();
                }
            }
        }
        return 0;
    }

    private static ByteBuffer firstBytes(Path file) throws IOException {
        try (FileChannel source = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(FileHead.BYTES);
            Disk.read(source, bytes, 0);
            return bytes;
        }
    }

    /** Whether a record follows, sound or not. */
    boolean hasNext() throws IOException {
        while (hasRecord() && height <= base) {
            record();
        }
        return position < size;
    }

    private boolean hasRecord() throws IOException {
        while (position == size && opened < files.size()) {
            openNext();
        }
        return position < size;
    }

    private void openNext() throws IOException {
        close();
        Path path = files.get(opened);
        int number = before + opened + 1;
        if (Disk.number(path) != number) {
            throw new BadBlock(height, Flaw.FILE_MISSING, Disk.numbered(directory, number, ChainFormat.SUFFIX),
                    "the next file there is " + path.getFileName());
        }
        opened++;
        FileChannel source = FileChannel.open(path, StandardOpenOption.READ);
        channel = Optional.of(source);
        size = source.size();
        if (size < FileHead.BYTES) {
            throw bad(Flaw.FILE_HEAD, "the file has " + size + " bytes, fewer than its head");
        }
        ByteBuffer bytes = ByteBuffer.allocate(FileHead.BYTES);
        Disk.read(source, bytes, 0);
        FileHead head =
                FileHead.decode(bytes).orElseThrow(() -> bad(Flaw.FILE_HEAD, "the head of the file is damaged"));
        if (!head.chainId().equals(chainId)) {
            throw bad(Flaw.OTHER_CHAIN, "the file is of chain " + head.chainId());
        }
        if (head.number() != number || head.firstHeight() != height) {
            throw bad(Flaw.FILE_HEAD, "the file begins with height " + head.firstHeight());
        }
        position = FileHead.BYTES;
    }

    /** The next record, decoded. */
    StoredBlock next() throws IOException {
        return decode(record(), height - 1);
    }

    private byte[] record() throws IOException {
        FileChannel source = channel.orElseThrow(() -> new AssertionError("next follows hasNext"));
        if (size - position < RecordHead.BYTES) {
            throw bad(Flaw.RECORD_CUT, "the file ends inside the head of the record");
        }
        ByteBuffer bytes = ByteBuffer.allocate(RecordHead.BYTES);
        Disk.read(source, bytes, position);
        RecordHead head = RecordHead.decode(bytes)
                .orElseThrow(() -> bad(Flaw.RECORD_HEAD, "the head of the record is damaged"));
        if (head.height() != height) {
            throw bad(Flaw.WRONG_HEIGHT, "the record is of height " + head.height());
        }
        if (head.bytes() > size - position) {
            throw bad(Flaw.RECORD_CUT, "the file ends inside the record");
        }
        ByteBuffer payload = ByteBuffer.allocate(head.length());
        Disk.read(source, payload, position + RecordHead.BYTES);
        if (!head.matches(payload)) {
            throw bad(Flaw.CHECKSUM, "the bytes are not those that were written");
        }
        position += head.bytes();
        height++;
        return payload.array();
    }

    private StoredBlock decode(byte[] payload, long at) {
        try {
            return StoredBlock.decode(payload);
        } catch (Malformed e) {
            throw new BadBlock(at, Flaw.MALFORMED, file(), String.valueOf(e.getMessage()));
        }
    }

    private BadBlock bad(Flaw flaw, String detail) {
        return new BadBlock(height, flaw, file(), detail);
    }

    /** The file that the last record came from. */
    Path file() {
        return Disk.numbered(directory, before + Math.max(opened, 1), ChainFormat.SUFFIX);
    }

    @Override
    public void close() throws IOException {
        if (channel.isPresent()) {
            channel.get().close();
            channel = Optional.empty();
        }
    }
}
