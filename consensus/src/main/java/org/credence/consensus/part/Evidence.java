package org.credence.consensus.part;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Limits;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** Two conflicting messages of one member: proof of misbehaviour that needs no trust (P§1.9). */
public sealed interface Evidence {

    /** Most pieces of evidence in one message: two per member suffice for any view. */
    int MOST = 2 * Limits.COMMITTEE;

    /** The member it convicts. */
    int culprit();

    /** Epoch in which it misbehaved. */
    int epoch();

    /** View in which it misbehaved. */
    long view();

    /** Height of the place that it used twice. */
    long height();

    /**
     * Names the fault and not its proof: two proofs of one fault have one name (the nullifier of P§1.9). Kind 0 is a
     * proposal, 1 a CONFIRM, 2 a COMMIT.
     */
    default Digest fault() {
        int kind = switch (this) {
            case Equivocation _ -> 0;
            case DoubleVote vote -> vote.phase == Phase.CONFIRM ? 1 : 2;
        };
        return Hasher.of(Tag.FAULT).add(culprit()).add(kind).add(epoch()).add(view()).add(height()).digest();
    }

    /** Whether it happened on this chain; of a vote its signature says so. */
    default boolean isOf(Digest chainId) {
        return switch (this) {
            case Equivocation e -> e.first.header().chainId().equals(chainId)
                    && e.second.header().chainId().equals(chainId);
            case DoubleVote _ -> true;
        };
    }

    /** Whether the two halves really conflict; their signatures are checked elsewhere. */
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

    static Evidence read(Reader reader) {
        int kind = reader.u8("evidence.kind");
        return switch (kind) {
            case 0 -> new Equivocation(SignedHeader.read(reader), SignedHeader.read(reader));
            case 1 -> new DoubleVote(reader.u16("evidence.culprit"),
                    reader.flag("evidence.phase") ? Phase.COMMIT : Phase.CONFIRM, BlockRef.read(reader),
                    reader.signature("evidence.first"), reader.digest("evidence.second"),
                    reader.signature("evidence.second"));
            default -> throw new Malformed("evidence.kind", "is " + kind + ", must be 0 or 1");
        };
    }

    /** What must verify for the evidence to count. */
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
        }
        return claims;
    }
}
