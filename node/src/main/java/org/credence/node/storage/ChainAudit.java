package org.credence.node.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.EpochLength;
import org.credence.crypto.Verifier;

/**
 * Walks the chain files of a member from genesis and checks all that can be checked without executing: files,
 * encodings, the chain of
 * headers, decision and availability certificates, bodies, and the clients' signatures. Reads only, and takes no lock:
 * a chain that is being
 * written meanwhile may seem cut at its end.
 *
 * <p>
 * Gives the blocks as it goes, each after it was found sound; both methods of the iterator throw {@link BadBlock} at
 * the first that is
 * not, and {@link StorageFailed} if the disk cannot be read.
 */
public final class ChainAudit implements Iterator<StoredBlock>, AutoCloseable {

    private final Path directory;
    private final ChainReader reader;
    private final BlockAudit audit;

    /** Told after each sound block; heights from 1, {@code total} as the file heads have it. */
    @FunctionalInterface
    public interface Progress {

        void reached(long height, long total);
    }

    private ChainAudit(Path directory, ChainReader reader, BlockAudit audit) {
        this.directory = directory;
        this.reader = reader;
        this.audit = audit;
    }

    /**
     * Begins an audit.
     *
     * @param directory        the one {@link ChainStore} was opened with
     * @param committee        who had to sign
     * @param length           which heights belong to which epoch
     * @param clientSignatures whether to check those too; most of the work
     */
    public static ChainAudit of(Path directory, Committee committee, EpochLength length, Verifier verifier,
            boolean clientSignatures) {
        return of(directory, 0, new BlockAudit(committee, length, verifier, clientSignatures));
    }

    /**
     * Begins one above a block that is believed, with the members of the epoch that begins there.
     *
     * @param sequences of the next batch of each of them
     */
    public static ChainAudit above(Header base, List<Long> sequences, Path directory, Committee committee,
            EpochLength length, Verifier verifier, boolean clientSignatures) {
        BlockAudit audit = new BlockAudit(committee, length, verifier, clientSignatures);
        audit.resume(base, sequences);
        return of(directory, base.height(), audit);
    }

    private static ChainAudit of(Path directory, long base, BlockAudit audit) {
        try {
            return new ChainAudit(directory, new ChainReader(directory, audit.chainId(), base), audit);
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /** The height that the chain in a directory seems to reach, by the heads of its files alone; 0 if there is none. */
    public static long apparentHeight(Path directory) {
        try {
            return ChainReader.apparentHeight(directory);
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /**
     * Which block the chain in a directory begins above, by what its files say of themselves; empty if it is the
     * genesis block.
     *
     * @param bases blocks whose states are at hand as snapshots, ascending
     */
    public static Optional<Header> base(Path directory, List<Header> bases) {
        try {
            long first = ChainReader.apparentFirst(directory);
            return ChainRecovery.base(bases, first, ChainReader.apparentHeight(directory));
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /** Walks to the end, or to the first block that does not hold. */
    public AuditReport run(Progress progress) {
        try {
            long total = apparentHeight(directory);
            while (hasNext()) {
                progress.reached(next().height(), total);
            }
            return new AuditReport.Sound(audit.height(), audit.id(), audit.transactions(), audit.signatures());
        } catch (BadBlock e) {
            return new AuditReport.Unsound(e.height(), e.flaw(), e.file(), e.detail());
        }
    }

    /**
     * From the next block on others are members, as the state says that the blocks so far lead to.
     *
     * @param next with the number of the epoch that begins
     */
    public void members(Committee next) {
        audit.members(next);
    }

    @Override
    public boolean hasNext() {
        try {
            return reader.hasNext();
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    @Override
    public StoredBlock next() {
        try {
            if (!reader.hasNext()) {
                throw new NoSuchElementException("no block above height " + audit.height());
            }
            StoredBlock block = reader.next();
            audit.check(block, reader.file());
            return block;
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }

    /** Height of the last block found sound. */
    public long height() {
        return audit.height();
    }

    /** Its id; the chain id at genesis. */
    public Digest id() {
        return audit.id();
    }

    /** Signatures verified so far. */
    public long signatures() {
        return audit.signatures();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new StorageFailed(directory, e);
        }
    }
}
