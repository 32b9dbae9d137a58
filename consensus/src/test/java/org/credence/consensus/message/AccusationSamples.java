package org.credence.consensus.message;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.credence.base.Samples;
import org.credence.base.block.Block;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Flaw;
import org.credence.consensus.part.ListedBatch;
import org.credence.consensus.part.SignedHeader;
import org.credence.consensus.part.SignedNewView;

/**
 * Random well-formed proofs against leaders, of every kind. Drawn apart from the others', so that neither moves the
 * other.
 */
final class AccusationSamples {

    private final Samples samples;

    AccusationSamples(long seed) {
        samples = new Samples(seed ^ 0x4163_6375L);
    }

    List<Message> messages() {
        return evidence().<Message>map(Message.Accusation::new).toList();
    }

    private Stream<Evidence> evidence() {
        Block block = samples.block(3);
        SignedHeader proposal = new SignedHeader(block.header(), samples.signature());
        Stream<Evidence> proposals = Stream
                .of(new Flaw.Incoherent(), new Flaw.Misplaced(samples.header(samples.digest())),
                        new Flaw.Unavailable(ListedBatch.of(block, 0)),
                        new Flaw.Disordered(ListedBatch.of(block, 1), ListedBatch.of(block, 2)),
                        new Flaw.Forged(ListedBatch.of(block, 2), samples.member()))
                .map(flaw -> new Evidence.InvalidProposal(proposal, flaw));
        return Stream.concat(proposals, Stream.of(new Evidence.WrongNewView(newView(), OptionalInt.empty()),
                new Evidence.WrongNewView(newView(), OptionalInt.of(samples.random().nextInt(1_000)))));
    }

    private SignedNewView newView() {
        byte[] signed = new Writer(64).u32(samples.random().nextInt(Integer.MAX_VALUE)).u64(samples.number())
                .u16(samples.member()).raw(samples.bytes(samples.random().nextInt(64))).toBytes();
        return new SignedNewView(signed, samples.signature());
    }
}
