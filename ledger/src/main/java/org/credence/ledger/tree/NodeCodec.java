package org.credence.ledger.tree;

import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateProof;

/**
 * Records of nodes: kind u8 (0 leaf, 1 branch), height u64, then of a leaf key hash 32 and value (u32 length and
 * bytes), of a branch bit u8, prefix 32, and twice id u64 and hash 32.
 */
public final class NodeCodec {

    private static final int LEAF = 0;
    private static final int BRANCH = 1;

    private NodeCodec() {}

    /** The record of a node. */
    public static byte[] encode(Stored node) {
        Writer writer = new Writer(160);
        switch (node) {
            case Leaf leaf -> writer.u8(LEAF).u64(leaf.height()).digest(leaf.prefix()).bytes(leaf.value());
            case Branch branch -> {
                writer.u8(BRANCH).u64(branch.height()).u8(branch.bit()).digest(branch.prefix());
                reference(branch.child(false), writer);
                reference(branch.child(true), writer);
            }
        }
        return writer.toBytes();
    }

    /**
     * The node of a record, with stubs for children.
     *
     * @throws Malformed if the bytes are not one record
     */
    public static Stored decode(long id, byte[] encoded, StateHash hash) {
        Reader reader = new Reader(encoded);
        int kind = reader.u8("node.kind");
        long height = reader.u64("node.height");
        Stored node = switch (kind) {
            case LEAF -> leaf(id, height, reader, hash);
            case BRANCH -> branch(id, height, reader, hash);
            default -> throw new Malformed("node.kind", "is " + kind + ", must be 0 or 1");
        };
        reader.end();
        return node;
    }

    /** The node that a stub means; empty if this is not its record, by its hash or altogether. */
    public static Optional<Stored> decode(Stub stub, byte[] encoded) {
        try {
            return Optional.of(decode(stub.id(), encoded, new StateHash()))
                    .filter(node -> node.hash().equals(stub.hash()));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private static Leaf leaf(long id, long height, Reader reader, StateHash hash) {
        Digest key = reader.digest("node.key");
        byte[] value = reader.bytes("node.value", StateProof.VALUE_BYTES);
        return new Leaf(id, height, key, value, hash.leaf(key, hash.bytes(value)));
    }

    private static Branch branch(long id, long height, Reader reader, StateHash hash) {
        int bit = reader.u8("node.bit");
        Digest prefix = reader.digest("node.prefix");
        Stub left = new Stub(reader.u64("node.left"), reader.digest("node.left"));
        Stub right = new Stub(reader.u64("node.right"), reader.digest("node.right"));
        return new Branch(id, height, prefix, bit, left, right, hash.branch(bit, left.hash(), right.hash()));
    }

    private static void reference(Node child, Writer writer) {
        long id = switch (child) {
            case Nothing() -> throw new AssertionError("a branch has no empty side");
            case Stub stub -> stub.id();
            case Stored stored -> stored.id();
        };
        writer.u64(id).digest(child.hash());
    }
}
