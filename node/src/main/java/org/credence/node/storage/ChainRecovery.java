package org.credence.node.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.node.storage.ChainFormat.FileHead;
import org.credence.node.storage.ChainFormat.RecordHead;

/**
 * Opens what a process left behind. Blocks above the last synced height may be torn or missing after a loss of power:
 * they are cut off
 * and fetched again. Anything else amiss is damage. Only the last file is walked; the others are when they are first
 * read.
 */
final class ChainRecovery {

    private final Path directory;
    private final Digest chainId;
    private final long settled;
    private final List<Header> bases;
    private final List<FileHead> heads = new ArrayList<>();
    private Optional<String> note = Optional.empty();

    private ChainRecovery(Path directory, Digest chainId, long settled, List<Header> bases) {
        this.directory = directory;
        this.chainId = chainId;
        this.settled = settled;
        this.bases = bases;
    }

    /**
     * @param base   the block that the chain begins above; empty if it is the genesis block
     * @param closed heads of all files but the last, ascending
     * @param last   the file that is written to; empty if there is none yet
     * @param note   what was cut off or dropped, if anything
     */
    record Found(Optional<Header> base, List<FileHead> closed, Optional<ChainFile> last, Optional<String> note) {}

    /**
     * @param settled height that is known to have been synced
     * @param bases   blocks whose states are at hand as snapshots, ascending
     */
    static Found open(Path directory, Digest chainId, long settled, List<Header> bases) throws IOException {
        return new ChainRecovery(directory, chainId, settled, bases).open();
    }

    /**
     * Which block a chain begins above: the genesis block if its files go back to that, else the lowest whose state is
     * at hand and above which no block is missing; and the highest if the files do not even reach it.
     *
     * @param first height of the first block in the files
     * @param last  height of the last; below {@code first} if there is none
     */
    static Optional<Header> base(List<Header> bases, long first, long last) {
        if (!bases.isEmpty() && bases.getLast().height() > last) {
            return Optional.of(bases.getLast());
        }
        return first == 1 ? Optional.empty()
                : bases.stream().filter(base -> base.height() >= first - 1).findFirst();
    }

    private Found open() throws IOException {
        List<Path> paths = Disk.numbered(directory, ChainFormat.SUFFIX);
        for (Path path : paths) {
            Optional<FileHead> head = readHead(path);
            if (head.isPresent() && isNext(head.get())) {
                heads.add(checkChain(path, head.get()));
            } else if (path.equals(paths.getLast()) && laterRecords(path, 0).isEmpty()) {
                // Its making was interrupted; the file before it was synced first.
                Files.delete(path);
            } else {
                throw StorageDamaged.block(path, expectedHeight(),
                        "file head is damaged, or a file before it is missing");
            }
        }
        if (heads.isEmpty()) {
            return checkSettled(new Found(base(bases, 1, 0), List.of(), Optional.empty(), note), 0);
        }
        ChainFile last = cutTail(path(heads.getLast()), heads.getLast());
        Optional<Header> base = base(bases, heads.getFirst().firstHeight(), last.lastHeight());
        if (base.isPresent() && base.get().height() > last.lastHeight()) {
            return checkSettled(dropAll(base.get(), last.lastHeight()), 0);
        }
        return checkSettled(new Found(base, heads.subList(0, heads.size() - 1), Optional.of(last), note),
                last.lastHeight());
    }

    /** The chain was given up for a snapshot above it. Should this be interrupted, no file is missing in between. */
    private Found dropAll(Header base, long height) throws IOException {
        for (FileHead head : heads) {
            Files.delete(path(head));
        }
        Disk.syncDirectory(directory);
        return new Found(Optional.of(base), List.of(), Optional.empty(), Optional.of("blocks up to height " + height
                + " are dropped: the chain begins above the snapshot of height " + base.height()));
    }

    private Path path(FileHead head) {
        return Disk.numbered(directory, head.number(), ChainFormat.SUFFIX);
    }

    private boolean isNext(FileHead head) {
        if (heads.isEmpty()) {
            return head.firstHeight() == 1 ? head.number() == 1
                    : base(bases, head.firstHeight(), Long.MAX_VALUE).isPresent();
        }
        return head.number() == heads.getLast().number() + 1 && head.firstHeight() > heads.getLast().firstHeight();
    }

    private FileHead checkChain(Path path, FileHead head) {
        if (!head.chainId().equals(chainId)) {
            throw new StorageFailed(path, "is of chain " + head.chainId() + ", not of " + chainId);
        }
        return head;
    }

    private Found checkSettled(Found found, long reached) {
        long height = Math.max(reached, found.base.map(Header::height).orElse(0L));
        if (height < settled) {
            throw StorageDamaged.block(directory, height + 1,
                    "is missing; blocks up to " + settled + " had been synced");
        }
        return found;
    }

    /** Height of the first block after the files found so far. */
    private long expectedHeight() throws IOException {
        if (heads.isEmpty()) {
            return 1;
        }
        return ChainFile.scan(path(heads.getLast()), heads.getLast()).lastHeight() + 1;
    }

    private static Optional<FileHead> readHead(Path path) throws IOException {
        if (Files.size(path) < FileHead.BYTES) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(FileHead.BYTES);
            Disk.read(channel, bytes, 0);
            return FileHead.decode(bytes).filter(head -> head.number() == Disk.number(path));
        }
    }

    private ChainFile cutTail(Path path, FileHead head) throws IOException {
        ChainFile file = ChainFile.scan(path, head);
        long durable = Math.max(settled, head.firstHeight() - 1);
        if (file.lastHeight() >= head.firstHeight()) {
            durable = Math.max(durable, file.recordHead(file.lastHeight()).durable());
        }
        for (RecordHead later : laterRecords(path, file.end())) {
            durable = Math.max(durable, later.durable());
        }
        long firstBad = file.firstBadPayload(Math.min(durable, file.lastHeight())).orElse(file.lastHeight() + 1);
        long position = file.position(firstBad);
        if (position == Files.size(path)) {
            return file;
        }
        if (firstBad <= durable) {
            throw StorageDamaged.block(path, firstBad,
                    "record is damaged; blocks up to " + durable + " had been synced");
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.truncate(position).force(true);
        }
        note = Optional.of(path + ": blocks from height " + firstBad
                + " on were not complete and are cut off, to be fetched again");
        return ChainFile.scan(path, head);
    }

    /** Heads of records that are sound by themselves, behind the last one that could be reached. */
    private static List<RecordHead> laterRecords(Path path, long from) throws IOException {
        List<RecordHead> found = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ); Arena arena = Arena.ofConfined()) {
            long length = channel.size() - from;
            if (length < RecordHead.BYTES) {
                return found;
            }
            ByteBuffer rest = channel.map(FileChannel.MapMode.READ_ONLY, from, length, arena).asByteBuffer();
            for (int at = 0; at + RecordHead.BYTES <= rest.limit(); at++) {
                if (RecordHead.startsAt(rest, at)) {
                    RecordHead.decode(rest.slice(at, RecordHead.BYTES)).ifPresent(found::add);
                }
            }
        }
        return found;
    }
}
