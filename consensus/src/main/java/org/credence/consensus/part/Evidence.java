package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What a member has signed and no correct member signs: proof of misbehaviour that needs no trust (P§1.9). Two messages
 * that contradict each other, or one that is wrong in itself.
 */
public sealed interface Evidence {

    /** Most pieces of evidence in one message: two per member suffice for any view. */
    int MOST = 2 * Limits.COMMITTEE;

    /** The member it convicts. */
    int culprit();

    /** Epoch in which it misbehaved. */
    int epoch();

    /** View in which it misbehaved. */
    long view();

    /** Height of the place that it misused; 0 if that is a whole view. */
    long height();

    /**
     * What kind of fault: 0 is two proposals, 1 two CONFIRMs, 2 two COMMITs, 3 one bad proposal, 4 a wrong NEW_VIEW.
     */
    default int kind() {
        return switch (this) {
            case Equivocation _ -> 0;
            case DoubleVote vote -> vote.phase == Phase.CONFIRM ? 1 : 2;
            case InvalidProposal _ -> 3;
            case WrongNewView _ -> 4;
        };
    }

    /** Names the fault and not its proof: two proofs of one fault have one name (the nullifier of P§1.9). */
    default Digest fault() {
        return Hasher.of(Tag.FAULT).add(culprit()).add(kind()).add(epoch()).add(view()).add(height()).digest();
    }

    /** Whether it happened on this chain; of votes and NEW_VIEWs their signatures say so. */
    default boolean isOf(Digest chainId) {
        return switch (this) {
            case Equivocation e -> e.first.header().chainId().equals(chainId)
                    && e.second.header().chainId().equals(chainId);
            case InvalidProposal p -> p.proposal.header().chainId().equals(chainId);
            case DoubleVote _,WrongNewView _ -> true;
        };
    }

    /** Whether what is shown hangs together and conflicts, as far as can be told without knowing the committee. */
    boolean conflicts();

    void write(Writer writer);

    /** Two different blocks proposed by one member for one place: EQUIV of P§1.2. */
    record Equivocation(SignedHeader first, SignedHeader second) implements Evidence {

        @Override
        public int culprit() {
            return first.header().proposer();
        }

        @Override
        public int epoch() {
            return first.header().epoch();
        }

        @Override
        public long view() {
            return first.header().view();
        }

        @Override
        public long height() {
            return first.header().height();
        }

        @Override
        public boolean conflicts() {
            var a = first.header();
            var b = second.header();
            return a.epoch() == b.epoch() && a.view() == b.view() && a.height() == b.height()
                    && a.proposer() == b.proposer() && !a.equals(b);
        }

        @Override
        public void write(Writer writer) {
            writer.u8(0);
            first.write(writer);
            second.write(writer);
        }
    }

    /** Two votes of one phase by one member for different blocks at one (view, height). */
    record DoubleVote(int culprit, Phase phase, BlockRef first, Signature firstSignature, Digest secondId,
            Signature secondSignature) implements Evidence {

        @Override
        public int epoch() {
            return first.epoch();
        }

        @Override
        public long view() {
            return first.view();
        }

        @Override
        public long height() {
            return first.height();
        }

        /** The block of the second vote. */
        public BlockRef second() {
            return new BlockRef(first.epoch(), first.view(), first.height(), secondId);
        }

        @Override
        public boolean conflicts() {
            return !first.id().equals(secondId);
        }

        @Override
        public void write(Writer writer) {
            writer.u8(1).u16(culprit).u8(phase == Phase.COMMIT ? 1 : 0);
            first.write(writer);
            writer.signature(firstSignature).digest(secondId).signature(secondSignature);
        }
    }

    /** A proposal that no correct member signs. */
    record InvalidProposal(SignedHeader proposal, Flaw flaw) implements Evidence {

        @Override
        public int culprit() {
            return proposal.header().proposer();
        }

        @Override
        public int epoch() {
            return proposal.header().epoch();
        }

        @Override
        public long view() {
            return proposal.header().view();
        }

        @Override
        public long height() {
            return proposal.header().height();
        }

        @Override
        public boolean conflicts() {
            return flaw.belongsTo(proposal.header());
        }

        @Override
        public void write(Writer writer) {
            proposal.write(writer.u8(2));
            flaw.write(writer);
        }
    }

    /**
     * A NEW_VIEW that no correct member signs: what it selects does not follow from its reports, or a report is not
     * valid or not genuine.
     *
     * @param forged index of a signature in it that is false, among all that it rests on; empty if it is wrong in
     *               itself
     */
    record WrongNewView(SignedNewView newView, OptionalInt forged) implements Evidence {

        @Override
        public int culprit() {
            return newView.leader();
        }

        @Override
        public int epoch() {
            return newView.epoch();
        }

        @Override
        public long view() {
            return newView.view();
        }

        @Override
        public long height() {
            return 0;
        }

        /** That takes the rules of view changes to tell. */
        @Override
        public boolean conflicts() {
            return true;
        }

        @Override
        public void write(Writer writer) {
            newView.write(writer.u8(3));
            writer.u8(forged.isPresent() ? 1 : 0);
            forged.ifPresent(writer::u32);
        }

        static WrongNewView read(Reader reader) {
            return new WrongNewView(SignedNewView.read(reader), reader.flag("evidence.forged")
                    ? OptionalInt.of(reader.u32("evidence.forged", SignedNewView.MOST_BYTES))
                    : OptionalInt.empty());
        }
    }

    static Evidence read(Reader reader) {
        int kind = reader.u8("evidence.kind");
        return switch (kind) {
            case 0 -> new Equivocation(SignedHeader.read(reader), SignedHeader.read(reader));
            case 1 -> new DoubleVote(reader.u16("evidence.culprit"),
                    reader.flag("evidence.phase") ? Phase.COMMIT : Phase.CONFIRM, BlockRef.read(reader),
                    reader.signature("evidence.first"), reader.digest("evidence.second"),
                    reader.signature("evidence.second"));
            case 2 -> new InvalidProposal(SignedHeader.read(reader), Flaw.read(reader));
            case 3 -> WrongNewView.read(reader);
            default -> throw new Malformed("evidence.kind", "is " + kind + ", must be 0 to 3");
        };
    }

    /** What must verify for the evidence to count: that the culprit signed what is shown. */
    default List<Claim> claims(Digest chainId) {
        List<Claim> claims = new ArrayList<>();
        switch (this) {
            case Equivocation e -> {
                claims.add(new Claim(e.culprit(), e.first.header().id(), e.first.signature()));
                claims.add(new Claim(e.culprit(), e.second.header().id(), e.second.signature()));
            }
            case DoubleVote v -> {
                claims.add(new Claim(v.culprit, v.first.statement(chainId, v.phase), v.firstSignature));
                claims.add(new Claim(v.culprit, v.second().statement(chainId, v.phase), v.secondSignature));
            }
            case InvalidProposal p ->
                claims.add(new Claim(p.culprit(), p.proposal.header().id(), p.proposal.signature()));
            case WrongNewView w -> claims.add(w.newView.claim(chainId));
        }
        return claims;
    }
}
