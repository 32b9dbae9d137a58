package org.credence.consensus.part;

import java.util.List;
import org.credence.base.block.Vote;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/**
 * Votes of one phase on one block, ascending by member. How many there are decides what it is: with two lanes, q
 * CONFIRMs are a CC, n−p CONFIRMs an FC and q COMMITs an SC (P§1.2).
 */
public record Certificate(Phase phase, BlockRef block, List<Vote> votes) {

    public Certificate {
        votes = List.copyOf(votes);
    }

    public static Certificate read(Reader reader) {
        reader.expect(WireType.CERTIFICATE);
        Phase phase = reader.flag("certificate.phase") ? Phase.COMMIT : Phase.CONFIRM;
        return new Certificate(phase, BlockRef.read(reader), Vote.readAll(reader, "certificate.votes"));
    }

    public void write(Writer writer) {
        writer.u8(WireType.CERTIFICATE.code()).u8(WireType.VERSION).u8(phase == Phase.COMMIT ? 1 : 0);
        block.write(writer);
        Vote.writeAll(votes, writer);
    }

    /** Whether the votes are enough for a CC; their signatures are checked elsewhere. */
    public boolean certifies(Quorum quorum) {
        return phase == Phase.CONFIRM && votes.size() >= quorum.slow();
    }

    /** Whether the votes are enough to decide the block; their signatures are checked elsewhere. */
    public boolean decides(Quorum quorum) {
        return quorum.decides(phase, votes.size());
    }
}
