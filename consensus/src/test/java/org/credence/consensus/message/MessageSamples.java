package org.credence.consensus.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.credence.base.Limits;
import org.credence.base.Samples;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Opening;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.SignedHeader;

/** Random well-formed messages and promises from a seed, one of each kind a round. Signatures are random bytes. */
final class MessageSamples {

    private final Samples samples;
    private final RaftSamples raft;
    private final PbftSamples pbft;
    private final AccusationSamples accusations;

    MessageSamples(long seed) {
        samples = new Samples(seed);
        raft = new RaftSamples(seed);
        pbft = new PbftSamples(seed);
        accusations = new AccusationSamples(seed);
    }

    /** One message of every kind. */
    List<Message> messages() {
        return Stream.of(general(), raft.messages(), pbft.messages(), accusations.messages()).flatMap(List::stream)
                .toList();
    }

    private List<Message> general() {
        long from = samples.number() >>> 1;
        return List.of(Message.Propose.of(signedBlock(), samples.signature()), Message.Propose.passedOn(signedBlock()),
                carrying(),
                new Message.Ballot(Phase.CONFIRM, ref(), samples.signature()),
                new Message.Ballot(Phase.COMMIT, ref(), samples.signature()),
                new Message.Reject(ref(), samples.random().nextInt(1 << 16), samples.signature()),
                new Message.Change(change()), new Message.NewView(newView()),
                new Message.ViewReady(epoch(), samples.number(), samples.digest(), samples.signature()),
                new Message.ViewOpened(opening()), new Message.Accusation(equivocation()),
                new Message.Accusation(doubleVote()),
                new Message.BatchOffer(samples.batch(), List.of(1, 3)),
                new Message.BatchOffer(samples.batch(), List.of()),
                new Message.BatchVote(samples.batchRef().head(), samples.signature()),
                new Message.BatchCertified(samples.batchRef()),
                new Message.Heartbeat(epoch(), samples.number(), samples.random().nextBoolean(), samples.number()),
                new Message.BlockRequest(samples.number(), samples.digest()),
                new Message.Decided(new Decision(samples.block(), headers(2), certificate()),
                        List.of(samples.batch(), samples.batch())),
                new TransferMessage.DecisionRequest(from,
                        from + samples.random().nextInt(TransferMessage.DecisionRequest.MOST)),
                new TransferMessage.BatchRequest(List.of(samples.digest(), samples.digest())),
                new TransferMessage.BatchBody(samples.batch()), new TransferMessage.Ping(7),
                new TransferMessage.Pong(1L << 62), new TransferMessage.BlocksDropped(10_001), relay());
    }

    /** Drawn by itself, so that what is drawn after it stays as it was. */
    private static Message relay() {
        return new TransferMessage.Relay(new Samples(24).batch().transactions());
    }

    /** One promise of every kind. */
    List<Promise> promises() {
        return Stream.of(kept(), raft.promises(), pbft.promises()).flatMap(List::stream).toList();
    }

    private List<Promise> kept() {
        return List.of(new Promise.Entered(samples.number()), new Promise.Confirmed(signedBlock()),
                new Promise.Committed(ref()), new Promise.Certified(certificate()),
                new Promise.Readied(samples.number(), samples.digest()), new Promise.Opened(opening()),
                new Promise.Held(samples.batch()), new Promise.Kept(signedBlock()), new Promise.EpochEntered(3),
                decided());
    }

    /** Drawn by itself, as {@link #relay}. */
    private static Promise decided() {
        MessageSamples own = new MessageSamples(25);
        return new Promise.Decided(new Decision(own.samples.block(), own.headers(2), own.certificate()));
    }

    private int epoch() {
        return samples.random().nextInt(Integer.MAX_VALUE);
    }

    private BlockRef ref() {
        return new BlockRef(epoch(), samples.number(), samples.number(), samples.digest());
    }

    private Certificate certificate() {
        Phase phase = samples.random().nextBoolean() ? Phase.CONFIRM : Phase.COMMIT;
        return new Certificate(phase, ref(), samples.votes(3));
    }

    /** A block that orders a batch inline, with it. */
    private Message.Propose carrying() {
        int proposer = samples.random().nextInt(Limits.COMMITTEE);
        Batch batch = samples.batch(proposer, 1 + (samples.number() >>> 1), 1);
        List<BatchRef> refs = List.of(new BatchRef(batch.head(), List.of()));
        Header h = samples.header(Block.payloadRoot(refs));
        Block block = Block.of(new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(), h.payloadRoot(),
                proposer, h.timeMs(), h.opening(), h.stateHeight(), h.stateRoot()), refs);
        return Message.Propose.passedOn(new SignedBlock(block, samples.signature())).carrying(List.of(batch));
    }

    private SignedBlock signedBlock() {
        return new SignedBlock(samples.block(), samples.signature());
    }

    private List<Header> headers(int count) {
        return Stream.generate(() -> samples.header(samples.digest())).limit(count).toList();
    }

    private Opening opening() {
        Selection selection =
                new Selection(samples.number(), samples.digest(), List.of(samples.digest(), samples.digest()));
        return new Opening(epoch(), samples.number(), selection, samples.votes(3));
    }

    private Evidence equivocation() {
        return new Evidence.Equivocation(signedHeader(), signedHeader());
    }

    private Evidence doubleVote() {
        return new Evidence.DoubleVote(samples.member(), Phase.COMMIT, ref(), samples.signature(), samples.digest(),
                samples.signature());
    }

    private SignedHeader signedHeader() {
        return new SignedHeader(samples.header(samples.digest()), samples.signature());
    }

    private ViewChange change() {
        List<SignedBlock> path = new ArrayList<>(List.of(signedBlock(), signedBlock()));
        path.sort(ViewChange.PATH_ORDER);
        boolean full = samples.random().nextBoolean();
        return new ViewChange(epoch(), samples.number(), samples.member(), samples.member(),
                full ? Optional.of(new DecidedHeader(headers(1).getFirst(), headers(2), certificate()))
                        : Optional.empty(),
                full ? Optional.of(certificate()) : Optional.empty(),
                full ? Optional.of(ref()) : Optional.empty(), path, List.of(opening()), List.of(equivocation()),
                samples.signature());
    }

    private NewViewProof newView() {
        return new NewViewProof(epoch(), samples.number(), samples.member(), List.of(change(), change()),
                List.of(doubleVote()), new Selection(samples.number(), samples.digest(), List.of()),
                samples.signature());
    }
}
