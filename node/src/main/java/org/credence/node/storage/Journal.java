package org.credence.node.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Promises;

/**
 * The write-ahead log of this member's promises (P§1.2, durable state). {@link #append} then {@link #sync}: when that
 * returns the promises
 * survive a loss of power, and their messages may leave. One sync makes one record, so what a crash can tear is one run
 * nobody heard of.
 *
 * <p>
 * When a segment is full the next begins with the promises the chain has not made obsolete, and takes over the older
 * file. Used by one
 * thread, which must not be interrupted: that would close the file. After any failure every call fails, for it is
 * unknown what is on disk.
 */
public final class Journal implements AutoCloseable {

    /** Bytes of a segment, allocated at once. */
    public static final long SEGMENT_BYTES = 16L * 1024 * 1024;

    private static final String SUFFIX = ".log";
    private static final String NEXT = "next.tmp";
    private static final String SPARE = "spare.tmp";

    private final Path directory;
    private final Settled.Source source;
    private final long segmentBytes;
    private final DirectoryLock lock;
    private final Recovery recovery;
    private final SyncMeter meter = new SyncMeter();
    private final SecureRandom salts = new SecureRandom();
    private final RecordBuffer run = new RecordBuffer().begin(RecordBuffer.RUN);
    private final RecordBuffer other = new RecordBuffer();
    private final Promises promises;
    /** The chain must reach it: promises up to there are dropped. */
    private long settledHeight;
    private int number;
    private Optional<JournalSegment> segment = Optional.empty();
    private boolean failed;

    /**
     * What the journal remembered when it was opened.
     *
     * @param promises for the engine to start from; the journal keeps its own copy
     * @param fresh    whether there was no journal: a member whose chain is not empty must not vote then
     * @param settled  height up to which the chain was durable when promises were last dropped: the chain must reach it
     * @param note     what was dropped, for the log
     */
    public record Recovery(Promises promises, boolean fresh, long settled, Optional<String> note) {}

    private Journal(Path directory, Settled.Source source, long segmentBytes, DirectoryLock lock) throws IOException {
        this.directory = directory;
        this.source = source;
        this.segmentBytes = segmentBytes;
        this.lock = lock;
        List<Path> segments = Disk.numbered(directory, SUFFIX);
        if (segments.isEmpty()) {
            promises = new Promises();
            recovery = new Recovery(copy(promises), true, 0, Optional.empty());
        } else {
            number = Disk.number(segments.getLast());
            JournalReader.Memory memory = JournalReader.read(segments.getLast());
            promises = memory.promises();
            recovery = new Recovery(copy(promises), false, memory.settled(), memory.note());
            settledHeight = memory.settled();
        }
        if (!segments.isEmpty()) {
            start();
        }
    }

    /**
     * Opens the journal in a directory of its own, made if it is missing. Where there was none, none is begun before
     * the first
     * {@link #append} or {@link #sync}: a caller that refuses to go on without it finds the next attempt refused as
     * well.
     *
     * @param source asked after every write, from inside {@link #append} or {@link #sync}
     * @throws DirectoryInUse if another process has it open
     * @throws StorageDamaged if a promise that may have been acted on is lost
     */
    public static Journal open(Path directory, Settled.Source source) {
        return open(directory, source, SEGMENT_BYTES);
    }

    static Journal open(Path directory, Settled.Source source, long segmentBytes) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return new Journal(directory, source, segmentBytes, lock);
        } catch (IOException e) {
            lock.close();
            throw new StorageFailed(directory, e);
        } catch (StorageProblem e) {
            lock.close();
            throw e;
        }
    }

    public Recovery recovery() {
        return recovery;
    }

    /** Takes a promise in. They are durable in the order in which they were made, and none before {@link #sync}. */
    public void append(Promise promise) {
        guarded(() -> {
            start();
            byte[] encoded = promise.encode();
            if (!run.fits(encoded)) {
                commit();
            }
            run.add(encoded);
            promises.add(promise);
        });
    }

    /** Makes all that was appended durable: one write, one sync; nothing if there is nothing. */
    public void sync() {
        guarded(() -> {
            start();
            commit();
        });
    }

    /** Syncs done, and how long they took. */
    public SyncMeter syncs() {
        return meter;
    }

    /** Syncs what was appended and marks the end, so that whatever is missing later is known to be lost. */
    @Override
    public void close() {
        try {
            if (!failed && segment.isPresent()) {
                guarded(this::markEnd);
            }
        } finally {
            lock.close();
        }
    }

    private void markEnd() throws IOException {
        commit();
        other.begin(RecordBuffer.CLOSED);
        if (live().fits(other.size())) {
            live().append(other);
            live().force(false);
        }
        live().close();
    }

    /** Begins the first segment of this process, unless that is done. */
    private void start() throws IOException {
        if (segment.isEmpty()) {
            begin();
            if (!Files.exists(directory.resolve(SPARE))) {
                JournalSegment.preallocate(directory.resolve(SPARE), segmentBytes, meter);
            }
        }
    }

    private void commit() throws IOException {
        if (run.isEmpty()) {
            return;
        }
        if (live().fits(run.size())) {
            live().append(run);
            live().force(false);
        } else {
            prune(source.settle());
            // The snapshot holds the run's promises too, so the run itself need not be written.
            begin();
        }
        run.begin(RecordBuffer.RUN);
        Settled settled = source.settle();
        if (settled.height() > settledHeight) {
            // Kept until the segment is full they would be megabytes, and old in the heap by then.
            prune(settled);
        }
    }

    private void prune(Settled settled) {
        promises.prune(settled.height(), settled.nextSequences());
        settledHeight = settled.height();
    }

    /**
     * Begins the next segment with the sum of all promises. It gets its name only when that is on disk, so the newest
     * name is always
     * complete, and the older file is given up only after that.
     */
    private void begin() throws IOException {
        Path next = directory.resolve(NEXT);
        Path spare = directory.resolve(SPARE);
        if (Files.exists(spare)) {
            Disk.rename(spare, next);
        }
        JournalSegment fresh = JournalSegment.create(next, number + 1, salts.nextLong(), meter);
        writeSnapshot(fresh);
        fresh.reserve(segmentBytes, segmentBytes / 2);
        fresh.force(true);
        Disk.rename(next, Disk.numbered(directory, number + 1, SUFFIX));
        Disk.syncDirectory(directory);
        if (segment.isPresent()) {
            segment.get().close();
        }
        retire();
        number++;
        segment = Optional.of(fresh);
    }

    private void writeSnapshot(JournalSegment target) throws IOException {
        other.begin(RecordBuffer.SNAPSHOT);
        for (Promise promise : promises.retained()) {
            byte[] encoded = promise.encode();
            if (!other.fits(encoded)) {
                target.append(other);
                other.begin(RecordBuffer.SNAPSHOT);
            }
            other.add(encoded);
        }
        target.append(other);
        target.append(other.begin(RecordBuffer.SETTLED).add(settledHeight));
    }

    /** Keeps one older file of the usual size for the next segment and deletes the rest. */
    private void retire() throws IOException {
        Path spare = directory.resolve(SPARE);
        for (Path old : Disk.numbered(directory, SUFFIX)) {
            if (Disk.number(old) <= number && Files.size(old) == segmentBytes && !Files.exists(spare)) {
                Disk.rename(old, spare);
            } else if (Disk.number(old) <= number) {
                Files.delete(old);
            }
        }
    }

    private JournalSegment live() {
        return segment.orElseThrow(() -> new AssertionError("the journal has a segment from its opening on"));
    }

    @FunctionalInterface
    private interface Action {

        void run() throws IOException;
    }

    private void guarded(Action action) {
        if (failed) {
            throw new StorageFailed(directory, "an earlier write failed; the journal takes no more promises");
        }
        failed = true;
        try {
            action.run();
            failed = false;
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    private static Promises copy(Promises promises) {
        Promises copy = new Promises();
        promises.retained().forEach(copy::add);
        return copy;
    }
}
