package org.credence.consensus.message;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Selection;

/**
 * NEW_VIEW of P§1.2: anyone can recompute {@code selection} from {@code changes} and {@code evidence}.
 *
 * @param changes  V: n−f VIEW_CHANGEs, ascending by voter
 * @param evidence E: equivocations in the highest view reported
 */
public record NewViewProof(int epoch, long view, int leader, List<ViewChange> changes, List<Evidence> evidence,
        Selection selection, Signature signature) {

    public NewViewProof {
        changes = List.copyOf(changes);
        evidence = List.copyOf(evidence);
    }

    public static NewViewProof read(Reader reader) {
        return new NewViewProof(reader.u32("newView.epoch", Integer.MAX_VALUE), reader.u64("newView.view"),
                reader.u16("newView.leader"), reader.list("newView.changes", Limits.COMMITTEE, ViewChange::read),
                reader.list("newView.evidence", Evidence.MOST, Evidence::read), Selection.read(reader),
                reader.signature("newView.signature"));
    }

    public void write(Writer writer) {
        writeUnsigned(writer);
        writer.signature(signature);
    }

    /** What the leader signs: all fields but the signature. */
    public Digest statement(Digest chainId) {
        Writer writer = new Writer(8192);
        writeUnsigned(writer);
        return Hasher.of(Tag.NEW_VIEW).add(chainId).add(writer.toBytes()).digest();
    }

    public NewViewProof signed(Signature by) {
        return new NewViewProof(epoch, view, leader, changes, evidence, selection, by);
    }

    private void writeUnsigned(Writer writer) {
        writer.u32(epoch).u64(view).u16(leader).list(changes, ViewChange::write).list(evidence, Evidence::write);
        selection.write(writer);
    }
}
