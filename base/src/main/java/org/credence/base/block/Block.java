package org.credence.base.block;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.MerkleTree;

/**
 * A header and the batch references it commits to. Equal ids mean equal blocks, to the last byte.
 *
 * <p>
 * Wire: header, batches (u32 count, each a {@link BatchRef}); standing alone, type and version come first.
 */
public final class Block {

    private final Digest id;
    private final Header header;
    private final List<BatchRef> batches;

    private Block(Header header, List<BatchRef> batches) {
        this.id = header.id();
        this.header = header;
        this.batches = batches;
    }

    /**
     * The block of these parts.
     *
     * @throws Malformed if there are too many batches or bytes in them, or the header's payload root is not theirs
     */
    public static Block of(Header header, List<BatchRef> batches) {
        List<BatchRef> held = List.copyOf(batches);
        if (held.size() > Limits.BLOCK_BATCHES) {
            throw new Malformed("block.batches", "is " + held.size() + ", limit " + Limits.BLOCK_BATCHES);
        }
        long bytes = 0;
        for (BatchRef ref : held) {
            bytes += ref.head().bytes();
        }
        if (bytes > Limits.BLOCK_BYTES) {
            throw new Malformed("block.batches", "hold " + bytes + " bytes, limit " + Limits.BLOCK_BYTES);
        }
        if (!payloadRoot(held).equals(header.payloadRoot())) {
            throw new Malformed("header.payloadRoot", "is not the root of the block's batches");
        }
        return new Block(header, held);
    }

    /** The payload root of a block with these batches. */
    public static Digest payloadRoot(List<BatchRef> batches) {
        return MerkleTree.of(batches, BatchRef::encoded).root();
    }

    /**
     * The block these bytes encode, standing alone.
     *
     * @throws Malformed if they are not exactly one canonical block within the limits
     */
    public static Block decode(byte[] encoded) {
        Reader reader = new Reader(encoded).expect(WireType.BLOCK);
        Block block = read(reader);
        reader.end();
        return block;
    }

    /** The encoding of a block that stands alone. */
    public byte[] encoded() {
        Writer writer = Writer.of(WireType.BLOCK, 2 + Header.LENGTH + 4 + 512 * batches.size());
        write(writer);
        return writer.toBytes();
    }

    public static Block read(Reader reader) {
        Header header = Header.read(reader);
        return of(header, reader.list("block.batches", Limits.BLOCK_BATCHES, BatchRef::read));
    }

    public void write(Writer writer) {
        header.write(writer);
        writer.list(batches, BatchRef::write);
    }

    public Digest id() {
        return id;
    }

    public Header header() {
        return header;
    }

    public List<BatchRef> batches() {
        return batches;
    }

    public long height() {
        return header.height();
    }

    public long view() {
        return header.view();
    }

    public Digest parent() {
        return header.parent();
    }

    /** How many transactions its batches hold. */
    public int transactions() {
        return batches.stream().mapToInt(ref -> ref.head().transactions()).sum();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Block that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "block " + header.height() + " v" + header.view() + " " + id.brief();
    }
}
