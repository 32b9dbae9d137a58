package org.credence.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.Tag;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Roster;

/**
 * A change that some members want. Wire: epoch u32, change, approvals (u32 count) of keys.
 *
 * @param epoch     in which it was proposed
 * @param approvals keys of the members that want it, in the order in which they said so
 */
public record Proposal(int epoch, Change change, List<PublicKey> approvals) {

    /** Most that are open at a time. */
    public static final int MOST = 16;

    /** Epochs after which one that too few want is dropped. */
    static final int LASTS = 20;

    public Proposal {
        approvals = List.copyOf(approvals);
    }

    /** Names it: the same change may be proposed again in another epoch. */
    public Digest id() {
        Writer writer = new Writer(512);
        change.write(writer);
        return Hasher.of(Tag.PROPOSAL).add(epoch).add(writer.toBytes()).digest();
    }

    /** Members of the roster that want it. */
    public int support(Roster roster) {
        return (int) approvals.stream().filter(key -> roster.member(key).isPresent()).count();
    }

    /** Whether a quorum of the roster wants it. */
    public boolean accepted(Roster roster) {
        return support(roster) >= roster.quorum().slow();
    }

    Proposal approvedBy(PublicKey member) {
        List<PublicKey> more = new ArrayList<>(approvals);
        more.add(member);
        return new Proposal(epoch, change, more);
    }

    /** The proposals that the state holds. */
    public static List<Proposal> of(Optional<byte[]> value) {
        return value.map(bytes -> {
            Reader reader = new Reader(bytes);
            List<Proposal> proposals = reader.list("proposals", MOST, Proposal::read);
            reader.end();
            return proposals;
        }).orElse(List.of());
    }

    static byte[] encoded(List<Proposal> proposals) {
        return new Writer(1024).list(proposals, Proposal::write).toBytes();
    }

    private static Proposal read(Reader reader) {
        return new Proposal(reader.u32("proposal.epoch", Integer.MAX_VALUE), Change.read(reader),
                reader.list("proposal.approvals", Limits.COMMITTEE, r -> r.key("proposal.approval")));
    }

    private void write(Writer writer) {
        change.write(writer.u32(epoch));
        writer.list(approvals, (key, w) -> w.key(key));
    }
}
