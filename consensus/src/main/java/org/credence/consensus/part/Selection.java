package org.credence.consensus.part;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Tag;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * X of NEW_VIEW (P§1.2): from which decided block the new view sets out and which undecided blocks it keeps.
 *
 * @param decidedHeight highest decided height reported
 * @param decidedId     the block decided there
 * @param assigned      ids of the kept blocks above it, ascending; the last one is the base; at most
 *                      {@link Limits#UNDECIDED}
 */
public record Selection(long decidedHeight, Digest decidedId, List<Digest> assigned) {

    public Selection {
        assigned = List.copyOf(assigned);
    }

    public static Selection read(Reader reader) {
        return new Selection(reader.u64("selection.decidedHeight"), reader.digest("selection.decidedId"),
                reader.list("selection.assigned", Limits.UNDECIDED, r -> r.digest("selection.assigned")));
    }

    public void write(Writer writer) {
        writer.u64(decidedHeight).digest(decidedId).list(assigned, (id, w) -> w.digest(id));
    }

    /** Height of the block the new view builds on. */
    public long baseHeight() {
        return decidedHeight + assigned.size();
    }

    /** The block the new view builds on. */
    public Digest baseId() {
        return assigned.isEmpty() ? decidedId : assigned.getLast();
    }

    /** Binds the selection to its view; every header of the view repeats it. */
    public Digest hash(Digest chainId, int epoch, long view) {
        Hasher hasher = Hasher.of(Tag.OPENING).add(chainId).add(epoch).add(view).add(decidedHeight).add(decidedId)
                .add(assigned.size());
        assigned.forEach(hasher::add);
        return hasher.digest();
    }
}
