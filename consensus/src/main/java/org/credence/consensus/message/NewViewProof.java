package org.credence.consensus.message;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedNewView;

/**
 * NEW_VIEW of P§1.2: anyone can recompute {@code selection} from {@code changes} and {@code evidence}.
 *
 * @param changes  V: n−f VIEW_CHANGEs, ascending by voter
 * @param evidence E: equivocations in the highest view reported
 */
public record NewViewProof(int epoch, long view, int leader, List<ViewChange> changes, List<Evidence> evidence,
        Selection selection, Signature signature) {

    private static final Signature NO_SIGNATURE = new Signature(Digest.ZERO, Digest.ZERO);

    public NewViewProof {
        changes = List.copyOf(changes);
        evidence = List.copyOf(evidence);
    }

    public static NewViewProof read(Reader reader) {
        return readUnsigned(reader).signed(reader.signature("newView.signature"));
    }

    /**
     * What a leader has signed.
     *
     * @throws Malformed if it is no NEW_VIEW
     */
    public static NewViewProof of(SignedNewView shown) {
        Reader reader = shown.signed();
        NewViewProof proof = readUnsigned(reader).signed(shown.signature());
        reader.end();
        return proof;
    }

    /** To be shown to third parties; empty if it is larger than {@link SignedNewView#MOST_BYTES}. */
    public Optional<SignedNewView> shown() {
        byte[] unsigned = unsigned();
        return unsigned.length > SignedNewView.MOST_BYTES
                ? Optional.empty()
                : Optional.of(new SignedNewView(unsigned, signature));
    }

    private static NewViewProof readUnsigned(Reader reader) {
        return new NewViewProof(reader.u32("newView.epoch", Integer.MAX_VALUE), reader.u64("newView.view"),
                reader.member("newView.leader"), reader.list("newView.changes", Limits.COMMITTEE, ViewChange::read),
                reader.list("newView.evidence", Evidence.MOST, Evidence::read), Selection.read(reader), NO_SIGNATURE);
    }

    public void write(Writer writer) {
        writeUnsigned(writer);
        writer.signature(signature);
    }

    /** What the leader signs: all fields but the signature. */
    public Digest statement(Digest chainId) {
        return SignedNewView.statement(chainId, unsigned());
    }

    public NewViewProof signed(Signature by) {
        return new NewViewProof(epoch, view, leader, changes, evidence, selection, by);
    }

    private byte[] unsigned() {
        Writer writer = new Writer(8192);
        writeUnsigned(writer);
        return writer.toBytes();
    }

    private void writeUnsigned(Writer writer) {
        writer.u32(epoch).u64(view).u16(leader).list(changes, ViewChange::write).list(evidence, Evidence::write);
        selection.write(writer);
    }
}
