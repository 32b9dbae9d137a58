package org.credence.consensus.part;

import org.credence.base.Signature;
import org.credence.base.block.Header;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** A header under its proposer's signature: what convicts a proposer. */
public record SignedHeader(Header header, Signature signature) {

    public static SignedHeader read(Reader reader) {
        return new SignedHeader(Header.read(reader), reader.signature("header.signature"));
    }

    public void write(Writer writer) {
        header.write(writer);
        writer.signature(signature);
    }
}
