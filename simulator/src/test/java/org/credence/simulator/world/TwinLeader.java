package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Signer;
import org.credence.simulator.byzantine.Notebook;
import org.credence.simulator.random.Chance;

/** A committee of four whose member 0 leads and runs twice: its two proposals for height 1, and everybody's votes. */
final class TwinLeader {

    private static final long TIME = 1_795_219_200_000L;

    private final Protocol protocol;
    private final Scheme scheme = Scheme.ideal(5, new Chance(4));
    private final Committee committee;
    private final Digest root;
    private final List<Sent> proposals;
    private final BlockRef a;
    private final BlockRef b;

    /** A message and who signed and sent it. */
    record Sent(int sender, Message.Protocol message) {}

    TwinLeader(Protocol protocol) {
        this.protocol = protocol;
        Digest chainId = Hasher.of(Tag.CHAIN).add(4L).digest();
        committee = new Committee(chainId, 0, scheme.keys().subList(0, 4), protocol.quorum(4));
        root = Hasher.of(Tag.STATE).add(chainId).digest();
        Message.Protocol first = proposal();
        SignedBlock block = block(first).orElseThrow();
        SignedBlock twin = twin(block);
        a = block.ref();
        b = twin.ref();
        Message.Protocol second = Message.Propose.of(twin, sign(0, b.statement(chainId, Phase.CONFIRM)));
        proposals = List.of(new Sent(0, first), new Sent(0, second));
    }

    /** An engine that has started at the genesis block. */
    Engine started(int member) {
        Engine engine = protocol.engine(Epoch.endless(committee), member, scheme.signers().get(member), Swarm.BRISK);
        engine.step(0, new Input.Started(ChainView.genesis(committee.chainId(), 4), new Promises()));
        return engine;
    }

    Input received(Sent sent) {
        return new Input.Received(Verified.check(sent.sender(), sent.message(), committee, scheme.verifier()));
    }

    /** Member 0's, for A and for B. */
    List<Sent> proposals() {
        return proposals;
    }

    BlockRef a() {
        return a;
    }

    BlockRef b() {
        return b;
    }

    Sent ballot(int member, Phase phase, BlockRef block) {
        return new Sent(member,
                new Message.Ballot(phase, block, sign(member, block.statement(committee.chainId(), phase))));
    }

    private static Optional<SignedBlock> block(Message message) {
        return switch (message) {
            case Message.Propose(SignedBlock block, _, _) -> Optional.of(block);
            case Message _ -> Optional.empty();
        };
    }

    private Signature sign(int member, Digest statement) {
        return scheme.signers().get(member).sign(statement);
    }

    /** What the leader makes of a certified batch. */
    private Message.Protocol proposal() {
        Engine leader = started(0);
        Digest parent = leader.step(0, received(new Sent(1, new Message.BatchCertified(batch())))).stream()
                .filter(Effect.Build.class::isInstance).map(effect -> ((Effect.Build) effect).parent()).findFirst()
                .orElseThrow();
        return leader.step(0, new Input.Built(parent, TIME, 0, root)).stream().filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message()).filter(message -> block(message).isPresent())
                .map(Message.Protocol.class::cast).findFirst().orElseThrow();
    }

    private BatchRef batch() {
        Signer client = scheme.signers().getLast();
        Transaction.Unsigned unsigned =
                new Transaction.Unsigned(committee.chainId(), client.publicKey(), 0, 0, new byte[8]);
        BatchHead head = Batch.head(1, 1, List.of(unsigned.signed(client.sign(unsigned.id()))));
        Digest statement = head.availability(committee.chainId());
        return new BatchRef(head, List.of(new Vote(1, sign(1, statement)), new Vote(3, sign(3, statement))));
    }

    private SignedBlock twin(SignedBlock signed) {
        Block block = Notebook.twin(signed.block(), signed.block().parent(), 1);
        return new SignedBlock(block, sign(0, block.id()));
    }
}
