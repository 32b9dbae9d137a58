package org.credence.consensus.part;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What is wrong with a proposal, shown so that anybody who knows the committee sees it (P§1.9). All that is shown hangs
 * on the header that the proposer signed: by the parent's id, or by the payload root. So nobody but the proposer can
 * have put it there, and neither clocks nor the rest of the chain matter. Wire: kind u8 from 0 in the order below, then
 * the fields.
 */
public sealed interface Flaw {

    /** Whether what is shown belongs to the header. */
    boolean belongsTo(Header proposal);

    /** Whether it is one, given that it belongs to the header; a signature said to be false is checked elsewhere. */
    boolean counts(Header proposal, Committee committee);

    /** The header disagrees with itself ({@link Footing#coherent}). */
    record Incoherent() implements Flaw {

        @Override
        public boolean belongsTo(Header proposal) {
            return true;
        }

        @Override
        public boolean counts(Header proposal, Committee committee) {
            return !Footing.coherent(proposal);
        }
    }

    /** The header cannot stand on its parent, which ends the epoch before or is of the same ({@link Footing}). */
    record Misplaced(Header parent) implements Flaw {

        @Override
        public boolean belongsTo(Header proposal) {
            return parent.id().equals(proposal.parent());
        }

        @Override
        public boolean counts(Header proposal, Committee committee) {
            int epochs = proposal.epoch() - parent.epoch();
            return !parent.chainId().equals(proposal.chainId()) || epochs < 0 || epochs > 1
                    || !Footing.of(parent, proposal.epoch()).takes(proposal);
        }
    }

    /** A batch is of nobody in the committee, or fewer than f+1 vouch for it and it may not be inline (P§1.8). */
    record Unavailable(ListedBatch listed) implements Flaw {

        @Override
        public boolean belongsTo(Header proposal) {
            return listed.isOf(proposal);
        }

        @Override
        public boolean counts(Header proposal, Committee committee) {
            return unavailable(listed.batch(), proposal.proposer(), committee);
        }
    }

    /** Two batches of one author are not in the order of their sequences, or are the same. */
    record Disordered(ListedBatch lower, ListedBatch upper) implements Flaw {

        @Override
        public boolean belongsTo(Header proposal) {
            return lower.isOf(proposal) && upper.isOf(proposal) && lower.isBelow(upper);
        }

        @Override
        public boolean counts(Header proposal, Committee committee) {
            BatchHead first = lower.batch().head();
            BatchHead second = upper.batch().head();
            return first.author() == second.author() && first.sequence() >= second.sequence();
        }
    }

    /**
     * A vote for a batch is forged. A correct proposer has verified every vote before it orders the batch.
     *
     * @param vote index of the vote in the batch's certificate
     */
    record Forged(ListedBatch listed, int vote) implements Flaw {

        @Override
        public boolean belongsTo(Header proposal) {
            return listed.isOf(proposal);
        }

        @Override
        public boolean counts(Header proposal, Committee committee) {
            return vote < listed.batch().votes().size();
        }

        /** What the vote claims and is not so; empty if there is no such vote. */
        public Optional<Claim> disputed(Header proposal) {
            List<Vote> votes = listed.batch().votes();
            return vote < votes.size()
                    ? Optional.of(new Claim(votes.get(vote).member(),
                            listed.batch().head().availability(proposal.chainId()), votes.get(vote).signature()))
                    : Optional.empty();
        }
    }

    /**
     * The first flaw of a block whose signatures are genuine; empty if none can be shown.
     *
     * @param parent its parent's header, if that is at hand
     */
    static Optional<Flaw> of(Block block, Optional<Header> parent, Committee committee) {
        Header header = block.header();
        return Stream
                .<Optional<? extends Flaw>>of(Optional.of(new Incoherent()), parent.map(Misplaced::new),
                        unavailable(block, committee), disordered(block))
                .<Flaw>flatMap(Optional::stream)
                .filter(flaw -> flaw.belongsTo(header) && flaw.counts(header, committee)).findFirst();
    }

    private static Optional<Flaw> unavailable(Block block, Committee committee) {
        return IntStream.range(0, block.batches().size())
                .filter(index -> unavailable(block.batches().get(index), block.header().proposer(), committee)).boxed()
                .findFirst()
                .map(index -> new Unavailable(ListedBatch.of(block, index)));
    }

    private static boolean unavailable(BatchRef batch, int proposer, Committee committee) {
        return !committee.has(batch.head().author())
                || !Availability.orderable(batch, proposer, committee.quorum());
    }

    private static Optional<Flaw> disordered(Block block) {
        TreeMap<Integer, Integer> latest = new TreeMap<>();
        for (int index = 0; index < block.batches().size(); index++) {
            BatchHead head = block.batches().get(index).head();
            Integer before = latest.put(head.author(), index);
            if (before != null && block.batches().get(before).head().sequence() >= head.sequence()) {
                return Optional.of(new Disordered(ListedBatch.of(block, before), ListedBatch.of(block, index)));
            }
        }
        return Optional.empty();
    }

    static Flaw read(Reader reader) {
        int kind = reader.u8("flaw.kind");
        return switch (kind) {
            case 0 -> new Incoherent();
            case 1 -> new Misplaced(Header.read(reader));
            case 2 -> new Unavailable(ListedBatch.read(reader));
            case 3 -> new Disordered(ListedBatch.read(reader), ListedBatch.read(reader));
            case 4 -> new Forged(ListedBatch.read(reader), reader.member("flaw.vote"));
            default -> throw new Malformed("flaw.kind", "is " + kind + ", must be 0 to 4");
        };
    }

    default void write(Writer writer) {
        switch (this) {
            case Incoherent _ -> writer.u8(0);
            case Misplaced(Header parent) -> parent.write(writer.u8(1));
            case Unavailable(ListedBatch listed) -> listed.write(writer.u8(2));
            case Disordered(ListedBatch lower, ListedBatch upper) -> {
                lower.write(writer.u8(3));
                upper.write(writer);
            }
            case Forged(ListedBatch listed, int vote) -> {
                listed.write(writer.u8(4));
                writer.u16(vote);
            }
        }
    }
}
