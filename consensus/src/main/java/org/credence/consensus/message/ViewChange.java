package org.credence.consensus.message;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.SignedBlock;

/**
 * What a member reports when it leaves its view (P§1.4). The path carries whole blocks, whose bodies are certified
 * batch references: so
 * nothing a NEW_VIEW builds on can be missing, and no acknowledgement round is needed.
 *
 * @param voter    who reports
 * @param leader   L: who leads {@code newView}
 * @param decided  highest decided header of the epoch with proof; empty at the block the epoch stands on
 * @param highest  highest CC seen
 * @param tip      last block it CONFIRMed; its block is on the path
 * @param path     undecided blocks up to the tip and up to the highest CC, ascending by (height, id), and the tip's
 *                 block in any case
 * @param openings progress certificates of the views of tip and highest CC, ascending by view; none for view 0
 * @param evidence equivocations it knows of in those views
 */
public record ViewChange(int epoch, long newView, int voter, int leader, Optional<DecidedHeader> decided,
        Optional<Certificate> highest, Optional<BlockRef> tip, List<SignedBlock> path, List<Opening> openings,
        List<Evidence> evidence, Signature signature) {

    /** Most blocks on a path: to the tip, to the highest CC on another branch, and room. */
    static final int MOST_BLOCKS = 2 * Limits.UNDECIDED + 1;

    public ViewChange {
        path = List.copyOf(path);
        openings = List.copyOf(openings);
        evidence = List.copyOf(evidence);
    }

    public static ViewChange read(Reader reader) {
        return new ViewChange(reader.u32("change.epoch", Integer.MAX_VALUE), reader.u64("change.newView"),
                reader.u16("change.voter"), reader.u16("change.leader"),
                optional(reader, "change.decided", DecidedHeader::read),
                optional(reader, "change.highest", Certificate::read), optional(reader, "change.tip", BlockRef::read),
                ascending(reader.list("change.path", MOST_BLOCKS, SignedBlock::read)),
                reader.list("change.openings", 2, Opening::read),
                reader.list("change.evidence", Evidence.MOST, Evidence::read), reader.signature("change.signature"));
    }

    public void write(Writer writer) {
        writeUnsigned(writer);
        writer.signature(signature);
    }

    /** What the voter signs: all fields but the signature. */
    public Digest statement(Digest chainId) {
        Writer writer = new Writer(2048);
        writeUnsigned(writer);
        return Hasher.of(Tag.VIEW_CHANGE).add(chainId).add(writer.toBytes()).digest();
    }

    public ViewChange signed(Signature by) {
        return new ViewChange(epoch, newView, voter, leader, decided, highest, tip, path, openings, evidence, by);
    }

    /** Highest decided height reported; 0 at the genesis block. */
    public long decidedHeight() {
        return decided.map(DecidedHeader::height).orElse(0L);
    }

    private void writeUnsigned(Writer writer) {
        writer.u32(epoch).u64(newView).u16(voter).u16(leader);
        writer.u8(decided.isPresent() ? 1 : 0);
        decided.ifPresent(d -> d.write(writer));
        writer.u8(highest.isPresent() ? 1 : 0);
        highest.ifPresent(c -> c.write(writer));
        writer.u8(tip.isPresent() ? 1 : 0);
        tip.ifPresent(t -> t.write(writer));
        writer.list(path, SignedBlock::write).list(openings, Opening::write).list(evidence, Evidence::write);
    }

    private static <T> Optional<T> optional(Reader reader, String field, Function<Reader, T> read) {
        return reader.flag(field) ? Optional.of(read.apply(reader)) : Optional.empty();
    }

    private static List<SignedBlock> ascending(List<SignedBlock> path) {
        for (int i = 1; i < path.size(); i++) {
            if (PATH_ORDER.compare(path.get(i - 1), path.get(i)) >= 0) {
                throw new Malformed("change.path", "not strictly ascending at index " + i);
            }
        }
        return path;
    }

    /** The one order a path may have. */
    public static final Comparator<SignedBlock> PATH_ORDER = Comparator
            .comparingLong((SignedBlock b) -> b.block().height()).thenComparing(SignedBlock::id);
}
