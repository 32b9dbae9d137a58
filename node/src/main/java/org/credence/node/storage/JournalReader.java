package org.credence.node.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.credence.base.codec.Malformed;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;

/** Reads a journal segment back, and tells a run that was never synced from one that was and is lost. */
final class JournalReader {

    private final Path file;
    private final ByteBuffer source;
    private final Promises promises = new Promises();
    private long salt;
    private long sequence;
    private int position = JournalSegment.HEAD_BYTES;
    private Optional<Long> settled = Optional.empty();

    private JournalReader(Path file, ByteBuffer source) {
        this.file = file;
        this.source = source;
    }

    /**
     * What a segment remembers.
     *
     * @param promises their sum
     * @param settled  height the chain was durable up to when the segment was begun
     * @param note     what was dropped at the end, if anything: at most one run, of which nothing had been sent
     */
    record Memory(Promises promises, long settled, Optional<String> note) {}

    /** @throws StorageDamaged if a record that had been synced is gone */
    static Memory read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            ByteBuffer source = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
            return new JournalReader(file, source).read();
        }
    }

    private Memory read() {
        readHead();
        while (position + RecordBuffer.HEAD_BYTES <= source.limit() && validAt(position)) {
            readRecord();
        }
        Optional<String> note = Optional.empty();
        if (beginsAt(position)) {
            note = Optional.of(file + " at byte " + position + ": the last run was not completed and is dropped");
        }
        refuseLaterRecords();
        long height = settled.orElseThrow(() -> damaged("the snapshot it begins with is not complete"));
        return new Memory(promises, height, note);
    }

    private void readHead() {
        boolean sound = source.limit() >= JournalSegment.HEAD_BYTES && source.getInt(0) == JournalSegment.MAGIC
                && source.getInt(4) == JournalSegment.VERSION && source.getInt(8) == Disk.number(file)
                && source.getInt(20) == Disk.checksum(source, 0, JournalSegment.HEAD_CHECKED);
        if (!sound) {
            throw StorageDamaged.journal(file, 0, "the file header is damaged");
        }
        salt = source.getLong(12);
    }

    private void readRecord() {
        int start = position + RecordBuffer.HEAD_BYTES;
        int end = start + source.getInt(position);
        sequence++;
        if (source.getLong(position + 12) != sequence) {
            throw damaged("record " + source.getLong(position + 12) + " stands where " + sequence + " belongs");
        }
        byte kind = source.get(start);
        ByteBuffer body = source.slice(start + 1, end - start - 1);
        switch (kind) {
            case RecordBuffer.SNAPSHOT, RecordBuffer.RUN -> readPromises(body);
            case RecordBuffer.SETTLED -> settled = Optional.of(body.getLong());
            case RecordBuffer.CLOSED -> {
                // Says only that the runs before it were all synced.
            }
            default -> throw damaged("record kind " + kind + " is unknown");
        }
        position = end;
    }

    private void readPromises(ByteBuffer body) {
        try {
            while (body.hasRemaining()) {
                byte[] promise = new byte[body.getInt()];
                body.get(promise);
                promises.add(Promise.decode(promise));
            }
        } catch (Malformed e) {
            throw damaged("a promise does not decode: " + e.getMessage());
        }
    }

    /**
     * The next record is written only after the last was synced. So a valid record behind an invalid one means that the
     * invalid one had
     * been durable, and its messages may have been sent.
     */
    private void refuseLaterRecords() {
        for (int at = position + 1; at + RecordBuffer.HEAD_BYTES <= source.limit(); at++) {
            if (beginsAt(at) && validAt(at)) {
                throw damaged("a synced run is lost, valid ones follow at byte " + at);
            }
        }
    }

    private boolean beginsAt(int at) {
        return at + RecordBuffer.HEAD_BYTES <= source.limit() && source.getLong(at + 4) == salt;
    }

    private boolean validAt(int at) {
        int length = source.getInt(at);
        int room = source.limit() - at - RecordBuffer.HEAD_BYTES;
        return beginsAt(at) && length > 0 && length <= room
                && source.getInt(at + 20) == Disk.checksum(source, at, at + RecordBuffer.HEAD_CHECKED)
                && source.getInt(at + 24) == RecordBuffer.bodyChecksum(source, at,
                        at + RecordBuffer.HEAD_BYTES + length);
    }

    private StorageDamaged damaged(String problem) {
        return StorageDamaged.journal(file, position, problem);
    }
}
