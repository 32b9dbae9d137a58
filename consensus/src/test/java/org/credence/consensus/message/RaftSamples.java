package org.credence.consensus.message;

import java.util.List;
import java.util.Optional;
import org.credence.base.Samples;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Phase;

/** Random well-formed messages and promises of Raft. Drawn apart from the others', so that neither moves the other. */
final class RaftSamples {

    private final Samples samples;

    RaftSamples(long seed) {
        samples = new Samples(seed ^ 0x5261_6674L);
    }

    List<Message> messages() {
        Certificate certificate = new Certificate(Phase.CONFIRM, ref(), samples.votes(3));
        return List.of(
                new RaftMessage.Append(samples.number(), ref(), List.of(samples.block(), samples.block()), List.of(),
                        Optional.of(certificate), flag()),
                new RaftMessage.Append(samples.number(), ref(), List.of(), List.of(), Optional.empty(), flag()),
                new RaftMessage.Appended(epoch(), samples.number(), samples.number(),
                        List.of(new RaftMessage.Holding(ref(), samples.signature()))),
                new RaftMessage.Mismatch(epoch(), samples.number(), samples.number(), samples.number(),
                        samples.number()),
                new RaftMessage.Behind(epoch(), samples.number(), samples.number(), samples.number()),
                new RaftMessage.VoteRequest(epoch(), samples.number(), flag(), samples.number(), samples.number()),
                new RaftMessage.Vote(epoch(), samples.number(), flag(), samples.number(), flag()));
    }

    List<Promise> promises() {
        return List.of(new Promise.Voted(samples.number(), samples.random().nextInt(256)),
                new Promise.Logged(samples.block()));
    }

    private boolean flag() {
        return samples.random().nextBoolean();
    }

    private int epoch() {
        return samples.random().nextInt(Integer.MAX_VALUE);
    }

    private BlockRef ref() {
        return new BlockRef(epoch(), samples.number(), samples.number(), samples.digest());
    }
}
