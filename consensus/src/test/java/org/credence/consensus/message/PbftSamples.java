package org.credence.consensus.message;

import java.util.List;
import java.util.Optional;
import org.credence.base.Samples;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;

/** Random well-formed messages and promises of PBFT. Drawn apart from the others', so that neither moves the other. */
final class PbftSamples {

    private final Samples samples;

    PbftSamples(long seed) {
        samples = new Samples(seed ^ 0x5062_6674L);
    }

    List<Message> messages() {
        return List.of(change(true), change(false), newView());
    }

    List<Promise> promises() {
        return List.of(new Promise.Cast(ref(samples.number() >>> 1)),
                new Promise.Prepared(prepared(samples.number() >>> 1)), new Promise.Installed(newView()));
    }

    private PbftMessage.NewView newView() {
        return new PbftMessage.NewView(epoch(), samples.number(), samples.member(), List.of(change(true), change(true)),
                new Selection(samples.number(), samples.digest(), List.of(samples.digest())), samples.signature());
    }

    private PbftMessage.Change change(boolean full) {
        long height = samples.number() >>> 1;
        DecidedHeader decided = new DecidedHeader(samples.header(samples.digest()), List.of(),
                new Certificate(Phase.COMMIT, ref(height), samples.votes(3)));
        return new PbftMessage.Change(epoch(), samples.number(), samples.member(),
                full ? Optional.of(decided) : Optional.empty(),
                full ? List.of(prepared(height + 1), prepared(height + 2)) : List.of(),
                full ? List.of(signedBlock(), signedBlock()) : List.of(), samples.signature());
    }

    private Certificate prepared(long height) {
        return new Certificate(Phase.CONFIRM, ref(height), samples.votes(3));
    }

    private SignedBlock signedBlock() {
        return new SignedBlock(samples.block(), samples.signature());
    }

    private int epoch() {
        return samples.random().nextInt(Integer.MAX_VALUE);
    }

    private BlockRef ref(long height) {
        return new BlockRef(epoch(), samples.number(), height, samples.digest());
    }
}
