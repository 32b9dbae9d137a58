package org.credence.consensus.part;

import java.util.List;
import org.credence.base.Limits;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/** A decided block with its proof; see {@link DecidedHeader}. */
public record Decision(Block block, List<Header> link, Certificate certificate) {

    public Decision {
        link = List.copyOf(link);
    }

    public static Decision read(Reader reader) {
        reader.expect(WireType.DECISION);
        return new Decision(Block.read(reader), reader.list("decision.link", Limits.UNDECIDED, Header::read),
                Certificate.read(reader));
    }

    public void write(Writer writer) {
        writer.u8(WireType.DECISION.code()).u8(WireType.VERSION);
        block.write(writer);
        writer.list(link, Header::write);
        certificate.write(writer);
    }

    public long height() {
        return block.height();
    }

    public DecidedHeader header() {
        return new DecidedHeader(block.header(), link, certificate);
    }
}
