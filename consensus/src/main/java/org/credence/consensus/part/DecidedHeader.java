package org.credence.consensus.part;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.block.Header;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;

/**
 * Proof that a header is decided: a decision certificate on it, or on a descendant that {@code link} leads to (deciding
 * a block decides
 * its ancestors, P§1.3).
 *
 * @param link headers above {@code header} up to and including the certified one, ascending; empty if the certificate
 *             is on
 *             {@code header} itself; at most {@link Limits#UNDECIDED}
 */
public record DecidedHeader(Header header, List<Header> link, Certificate certificate) {

    public DecidedHeader {
        link = List.copyOf(link);
    }

    public static DecidedHeader read(Reader reader) {
        reader.expect(WireType.DECISION);
        return new DecidedHeader(Header.read(reader), reader.list("decision.link", Limits.UNDECIDED, Header::read),
                Certificate.read(reader));
    }

    public void write(Writer writer) {
        writer.u8(WireType.DECISION.code()).u8(WireType.VERSION);
        header.write(writer);
        writer.list(link, Header::write);
        certificate.write(writer);
    }

    public long height() {
        return header.height();
    }

    /**
     * Whether the link is a hash chain from the header to the certified block and the votes suffice; signatures are
     * checked elsewhere.
     */
    public boolean holds(Quorum quorum) {
        Digest id = header.id();
        Header last = header;
        for (Header next : link) {
            if (!next.parent().equals(id) || next.height() != last.height() + 1) {
                return false;
            }
            id = next.id();
            last = next;
        }
        BlockRef voted = certificate.block();
        boolean inItsView = quorum.rule().revotes() ? voted.view() >= last.view() : voted.view() == last.view();
        return voted.id().equals(id) && voted.height() == last.height() && voted.epoch() == last.epoch() && inItsView
                && certificate.decides(quorum);
    }
}
