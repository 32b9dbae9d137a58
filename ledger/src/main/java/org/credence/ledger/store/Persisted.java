package org.credence.ledger.store;

import java.util.Arrays;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.ledger.tree.Node;
import org.credence.ledger.tree.Nothing;
import org.credence.ledger.tree.Stored;
import org.credence.ledger.tree.Stub;

/**
 * Which version a directory holds: its one record about itself.
 *
 * <p>
 * Wire: layout u16, chain id 32, height u64, block id 32, root id u64, tree root 32 (zero: empty), next node id
 * u64.
 *
 * @param chainId the chain the directory belongs to
 * @param height  the executed height whose state it is
 * @param block   id of the block at that height
 * @param root    stub of the tree's root
 * @param nextId  ids below it are in use
 */
public record Persisted(Digest chainId, long height, Digest block, Node root, long nextId) {

    private static final int LAYOUT = 1;

    /** An empty state for a chain. */
    public static Persisted genesis(Digest chainId) {
        return new Persisted(chainId, 0, chainId, new Nothing(), 0);
    }

    /**
     * @throws Malformed if the bytes are not one record of this layout
     */
    public static Persisted decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        int layout = reader.u16("persisted.layout");
        if (layout != LAYOUT) {
            throw new Malformed("persisted.layout", "is " + layout + ", must be " + LAYOUT);
        }
        Digest chainId = reader.digest("persisted.chainId");
        long height = reader.u64("persisted.height");
        Digest block = reader.digest("persisted.block");
        long rootId = reader.u64("persisted.rootId");
        Digest treeRoot = reader.digest("persisted.treeRoot");
        Node root = treeRoot.equals(new Nothing().hash()) ? new Nothing() : new Stub(rootId, treeRoot);
        Persisted persisted = new Persisted(chainId, height, block, root, reader.u64("persisted.nextId"));
        reader.end();
        return persisted;
    }

    /** Whether the two are one record. */
    public boolean sameAs(Persisted other) {
        return Arrays.equals(encoded(), other.encoded());
    }

    /** The bytes that {@link #decode} takes. */
    public byte[] encoded() {
        long rootId = switch (root) {
            case Nothing() -> 0;
            case Stub stub -> stub.id();
            case Stored stored -> stored.id();
        };
        return new Writer(128).u16(LAYOUT).digest(chainId).u64(height).digest(block).u64(rootId).digest(root.hash())
                .u64(nextId).toBytes();
    }
}
