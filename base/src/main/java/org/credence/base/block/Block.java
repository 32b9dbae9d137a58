package org.credence.base.block;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.MerkleTree;

/** A header and the batch references it commits to. Equal ids mean equal blocks, to the last byte. */
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
     * @throws Malformed if the header's payload root is not that of the batches
     */
    public static Block of(Header header, List<BatchRef> batches) {
        if (!payloadRoot(batches).equals(header.payloadRoot())) {
            throw new Malformed("header.payloadRoot", "is not the root of the block's batches");
        }
        return new Block(header, List.copyOf(batches));
    }

    /** The payload root of a block with these batches. */
    public static Digest payloadRoot(List<BatchRef> batches) {
        return MerkleTree.of(batches, BatchRef::encoded).root();
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
