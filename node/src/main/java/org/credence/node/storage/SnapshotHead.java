package org.credence.node.storage;

import org.credence.base.Digest;
import org.credence.base.block.Header;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateHash;
import org.credence.consensus.part.DecidedHeader;
import org.credence.ledger.store.Persisted;

/**
 * What a snapshot is of, and why to believe it: the state after the last block of an epoch, whose root the first block
 * of the next epoch carries, on which a quorum has voted.
 *
 * <p>
 * Wire: layout u16, version (u32 length and bytes of {@link Persisted}), header, decided header.
 *
 * @param version the state
 * @param base    the block after which it is the state
 * @param witness the block above, with its decision certificate
 */
public record SnapshotHead(Persisted version, Header base, DecidedHeader witness) {

    private static final int LAYOUT = 1;
    private static final int VERSION_BYTES = 256;

    /**
     * @throws SnapshotInvalid unless the three speak of one state; signatures are checked elsewhere
     */
    public SnapshotHead {
        require(base.chainId().equals(version.chainId()) && witness.header().chainId().equals(version.chainId()),
                "chainId", "is not the same everywhere");
        require(base.height() == version.height() && base.id().equals(version.block()), "base",
                "is block " + base.height() + ", must be the block of the state at " + version.height());
        Header above = witness.header();
        require(above.height() == base.height() + 1 && above.parent().equals(base.id()), "witness",
                "is block " + above.height() + ", must be the one above the base " + base.height());
        require(above.stateHeight() == base.height() && above.stateRoot().equals(stateRoot(version)), "witness",
                "carries another state root than that of the snapshot");
    }

    private static void require(boolean holds, String field, String problem) {
        if (!holds) {
            throw new SnapshotInvalid(field, problem);
        }
    }

    private static Digest stateRoot(Persisted version) {
        return StateHash.state(version.height(), version.root().hash());
    }

    public long height() {
        return base.height();
    }

    /** Number of the epoch that begins above. */
    public int epoch() {
        return witness.header().epoch();
    }

    /** Root of the state. */
    public Digest stateRoot() {
        return stateRoot(version);
    }

    /** The bytes that {@link #decode} takes. */
    public byte[] encode() {
        Writer writer = new Writer(4096).u16(LAYOUT).bytes(version.encoded());
        base.write(writer);
        witness.write(writer);
        return writer.toBytes();
    }

    /**
     * @throws Malformed       if the bytes are not exactly one canonical head
     * @throws SnapshotInvalid if its parts contradict each other
     */
    public static SnapshotHead decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        int layout = reader.u16("snapshot.layout");
        if (layout != LAYOUT) {
            throw new Malformed("snapshot.layout", "is " + layout + ", must be " + LAYOUT);
        }
        Persisted version = Persisted.decode(reader.bytes("snapshot.version", VERSION_BYTES));
        SnapshotHead head = new SnapshotHead(version, Header.read(reader), DecidedHeader.read(reader));
        reader.end();
        return head;
    }
}
