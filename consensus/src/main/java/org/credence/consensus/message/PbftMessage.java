package org.credence.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/**
 * Of PBFT: its change of views. PRE-PREPARE is a PROPOSE, and the two votes are ballots like any other: PREPARE is a
 * CONFIRM, COMMIT a COMMIT, each for the view it is cast in.
 */
public sealed interface PbftMessage extends Message.Protocol {

    /**
     * VIEW-CHANGE: its voter has left all views below {@code newView}, and this is what may have been decided there as
     * far as it knows.
     *
     * @param decided  C: highest decided header with proof, the stable checkpoint; empty at the genesis block
     * @param prepared P: prepared certificates above it, one per height at the most, ascending, all of one chain
     * @param path     the blocks of that chain, from just above the decided one to the highest prepared one
     */
    record Change(int epoch, long newView, int voter, Optional<DecidedHeader> decided, List<Certificate> prepared,
            List<SignedBlock> path, Signature signature) implements PbftMessage {

        /** Most heights on a path. */
        public static final int MOST = Limits.UNDECIDED;

        public Change {
            prepared = List.copyOf(prepared);
            path = List.copyOf(path);
        }

        static Change read(Reader reader) {
            return new Change(reader.u32("change.epoch", Integer.MAX_VALUE), reader.u64("change.newView"),
                    reader.u16("change.voter"),
                    reader.flag("change.decided") ? Optional.of(DecidedHeader.read(reader)) : Optional.empty(),
                    ascending(reader.list("change.prepared", MOST, Certificate::read)),
                    reader.list("change.path", MOST, SignedBlock::read), reader.signature("change.signature"));
        }

        private static List<Certificate> ascending(List<Certificate> prepared) {
            for (int i = 1; i < prepared.size(); i++) {
                if (prepared.get(i - 1).block().height() >= prepared.get(i).block().height()) {
                    throw new Malformed("change.prepared", "not strictly ascending at index " + i);
                }
            }
            return prepared;
        }

        @Override
        public WireType type() {
            return WireType.PBFT_VIEW_CHANGE;
        }

        @Override
        public void write(Writer writer) {
            writeUnsigned(writer);
            writer.signature(signature);
        }

        private void writeUnsigned(Writer writer) {
            writer.u32(epoch).u64(newView).u16(voter).u8(decided.isPresent() ? 1 : 0);
            decided.ifPresent(header -> header.write(writer));
            writer.list(prepared, Certificate::write).list(path, SignedBlock::write);
        }

        /** What the voter signs: all fields but the signature. */
        public Digest statement(Digest chainId) {
            Writer writer = new Writer(2048);
            writeUnsigned(writer);
            return Hasher.of(Tag.PBFT_VIEW_CHANGE).add(chainId).add(writer.toBytes()).digest();
        }

        public Change signed(Signature by) {
            return new Change(epoch, newView, voter, decided, prepared, path, by);
        }

        /** Height of the stable checkpoint; 0 at the genesis block. */
        public long decidedHeight() {
            return decided.map(DecidedHeader::height).orElse(0L);
        }

        /** The highest prepared block, if there is one. */
        public Optional<BlockRef> highest() {
            return prepared.isEmpty() ? Optional.empty() : Optional.of(prepared.getLast().block());
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            List<Claim> claims = new ArrayList<>();
            claims.add(new Claim(voter, statement(committee.chainId()), signature));
            decided.ifPresent(header -> claims.addAll(Claims.of(header.certificate(), committee)));
            prepared.forEach(certificate -> claims.addAll(Claims.of(certificate, committee)));
            path.forEach(block -> claims.addAll(Claims.of(block, committee)));
            return claims;
        }
    }

    /**
     * NEW-VIEW: begins a view. Anyone can recompute {@code selection} from {@code changes}, so it proves itself to
     * whoever comes later.
     *
     * @param changes   V: n−f reports for the view, ascending by voter
     * @param selection O: the blocks that the view votes on anew before its own
     */
    record NewView(int epoch, long view, int leader, List<Change> changes, Selection selection, Signature signature)
            implements
                PbftMessage {

        public NewView {
            changes = List.copyOf(changes);
        }

        /** The NEW_VIEW in its wire form. */
        public static NewView read(Reader reader) {
            return new NewView(reader.u32("newView.epoch", Integer.MAX_VALUE), reader.u64("newView.view"),
                    reader.u16("newView.leader"), reader.list("newView.changes", Limits.COMMITTEE, Change::read),
                    Selection.read(reader), reader.signature("newView.signature"));
        }

        @Override
        public WireType type() {
            return WireType.PBFT_NEW_VIEW;
        }

        @Override
        public void write(Writer writer) {
            writeUnsigned(writer);
            writer.signature(signature);
        }

        private void writeUnsigned(Writer writer) {
            writer.u32(epoch).u64(view).u16(leader).list(changes, Change::write);
            selection.write(writer);
        }

        /** What the leader signs: all fields but the signature. */
        public Digest statement(Digest chainId) {
            Writer writer = new Writer(8192);
            writeUnsigned(writer);
            return Hasher.of(Tag.PBFT_NEW_VIEW).add(chainId).add(writer.toBytes()).digest();
        }

        public NewView signed(Signature by) {
            return new NewView(epoch, view, leader, changes, selection, by);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            List<Claim> claims = new ArrayList<>();
            claims.add(new Claim(leader, statement(committee.chainId()), signature));
            changes.forEach(change -> claims.addAll(change.claims(committee, change.voter())));
            return claims;
        }
    }
}
