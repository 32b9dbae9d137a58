package org.credence.consensus.part;

import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** A proposed block under its proposer's signature over the block id. */
public record SignedBlock(Block block, Signature signature) {

    public static SignedBlock read(Reader reader) {
        return new SignedBlock(Block.read(reader), reader.signature("block.signature"));
    }

    public void write(Writer writer) {
        block.write(writer);
        writer.signature(signature);
    }

    public Digest id() {
        return block.id();
    }

    public BlockRef ref() {
        return BlockRef.of(block.header(), block.id());
    }

    public SignedHeader header() {
        return new SignedHeader(block.header(), signature);
    }
}
