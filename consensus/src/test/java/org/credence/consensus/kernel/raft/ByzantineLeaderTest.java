package org.credence.consensus.kernel.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Promises;
import org.credence.consensus.message.Claims;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.message.Verified;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Timing;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.junit.jupiter.api.Test;

/**
 * What Raft does not claim: of four members, member 0 lies, and two correct ones decide different blocks at height 1,
 * each with a certificate that everybody accepts. Nothing is forged and nothing is lost; elections believe what a
 * candidate says of its log, and that is enough.
 */
class ByzantineLeaderTest {

    private static final Digest CHAIN = new Digest(1, 2, 3, 4);
    private static final int LIAR = 0;
    private static final Timing TIMING = Timing.lan();

    private final List<Signer> signers = IntStream.range(0, 4).mapToObj(ByzantineLeaderTest::signer).toList();
    private final Committee committee = new Committee(CHAIN, 0, signers.stream().map(Signer::publicKey).toList(),
            Quorum.of(Quorum.Rule.MAJORITY, 4));
    private final TreeMap<Integer, Engine> correct = new TreeMap<>();
    private final TreeMap<Integer, List<Decision>> decided = new TreeMap<>();
    private long now = 1;
    private boolean ignored;

    private static Signer signer(int member) {
        byte[] seed = new byte[KeyPair.SEED_LENGTH];
        Arrays.fill(seed, (byte) (member + 1));
        return KeyPair.fromSeed(seed).signer();
    }

    @Test
    void aLeaderThatLiesAboutItsLogForksTheChain() {
        for (int member = 1; member < 4; member++) {
            correct.put(member, Protocol.RAFT.engine(Epoch.endless(committee), member, signers.get(member), TIMING));
            decided.put(member, new ArrayList<>());
            give(member, new Input.Started(ChainView.genesis(CHAIN, 4), new Promises()));
        }
        elect(1, 0, 1, 2);
        Block first = block(1, 1_000);
        Certificate ofFirst = replicate(1, first, 1, 2);
        tell(1, 1, first, ofFirst);
        assertThat(decided.get(1)).extracting(decision -> decision.block().id()).containsExactly(first.id());

        // Members 2 and 3 hear no more of it, and so take part in an election. Its log is empty, but it says otherwise.
        now += TIMING.viewTimeout();
        elect(2, 100, 2, 3);
        Block second = block(2, 2_000);
        Certificate ofSecond = replicate(2, second, 2, 3);
        tell(2, 2, second, ofSecond);
        tell(2, 3, second, ofSecond);
        assertThat(decided.get(2)).extracting(decision -> decision.block().id()).containsExactly(second.id());
        assertThat(decided.get(3)).extracting(decision -> decision.block().id()).containsExactly(second.id());
        assertAccepted(decided.get(1).getFirst());
        assertAccepted(decided.get(2).getFirst());
    }

    /** With only the truth to tell it is not elected. */
    @Test
    void theTruthWouldNotHaveBeenEnough() {
        for (int member = 1; member < 4; member++) {
            correct.put(member, Protocol.RAFT.engine(Epoch.endless(committee), member, signers.get(member), TIMING));
            decided.put(member, new ArrayList<>());
            give(member, new Input.Started(ChainView.genesis(CHAIN, 4), new Promises()));
        }
        elect(1, 0, 1, 2);
        replicate(1, block(1, 1_000), 1, 2);
        now += TIMING.viewTimeout();
        List<RaftMessage> answers = say(2, new RaftMessage.VoteRequest(0, 2, false, 0, 0));
        assertThat(answers).containsExactly(new RaftMessage.Vote(0, 2, false, 2, false));
    }

    /** A liar can fork it, but not stop it or make it store what is no chain. */
    @Test
    void nonsenseIsIgnoredWithAReason() {
        correct.put(1, Protocol.RAFT.engine(Epoch.endless(committee), 1, signers.get(1), TIMING));
        decided.put(1, new ArrayList<>());
        give(1, new Input.Started(ChainView.genesis(CHAIN, 4), new Promises()));
        elect(1, 0, 1);
        Block first = block(1, 1_000);
        assertThat(say(1, append(1, first, Optional.empty()))).hasSize(1);
        BlockRef genesis = new BlockRef(0, 0, 0, CHAIN);
        BlockRef on = BlockRef.of(first.header(), first.id());
        List<RaftMessage> nonsense = List.of(append(1, block(1, 2_000), Optional.empty()),
                new RaftMessage.Append(1, on, List.of(first), List.of(), Optional.empty(), true),
                new RaftMessage.Append(1, genesis, List.of(first, first), List.of(), Optional.empty(), true),
                new RaftMessage.Append(1, genesis, List.of(block(9, 1_000)), List.of(), Optional.empty(), true),
                new RaftMessage.Append(1, new BlockRef(0, 1, 1, CHAIN), List.of(), List.of(), Optional.empty(), true),
                new RaftMessage.Append(1, new BlockRef(3, 0, 0, CHAIN), List.of(), List.of(), Optional.empty(), true),
                new RaftMessage.Append(1, genesis, List.of(), List.of(),
                        Optional.of(new Certificate(Phase.CONFIRM, on, List.of())), false),
                new RaftMessage.VoteRequest(0, Long.MAX_VALUE, false, 1, 1),
                new RaftMessage.Appended(0, 1, 7, List.of()), new RaftMessage.Mismatch(0, 1, 7, 1, 7),
                new RaftMessage.Behind(0, 1, 1, 1), new RaftMessage.Vote(0, 1, false, 1, true));
        for (RaftMessage message : nonsense) {
            assertThat(say(1, message)).as(message.toString()).isEmpty();
            assertThat(ignored).as(message.toString()).isTrue();
        }
        assertThat(correct.get(1).status().view()).isEqualTo(1);
        assertThat(decided.get(1)).isEmpty();
    }

    private void elect(long view, long claimedHeight, int... voters) {
        for (int voter : voters) {
            List<RaftMessage> answers = say(voter,
                    new RaftMessage.VoteRequest(0, view, false, view - 1, claimedHeight));
            assertThat(answers).containsExactly(new RaftMessage.Vote(0, view, false, view, true));
        }
    }

    /** The liar's block of the view, on genesis. */
    private Block block(long view, long timeMs) {
        return Block.of(new Header(CHAIN, 0, view, 1, CHAIN, Block.payloadRoot(List.of()), LIAR, timeMs, Digest.ZERO,
                0, Digest.ZERO), List.of());
    }

    private Certificate replicate(long view, Block block, int... followers) {
        BlockRef ref = BlockRef.of(block.header(), block.id());
        List<Vote> votes = new ArrayList<>();
        votes.add(new Vote(LIAR, signers.get(LIAR).sign(ref.statement(CHAIN, Phase.CONFIRM))));
        for (int follower : followers) {
            List<RaftMessage> answers = say(follower, append(view, block, Optional.empty()));
            assertThat(answers).singleElement().isInstanceOfSatisfying(RaftMessage.Appended.class,
                    appended -> votes.add(new Vote(follower, appended.holdings().getFirst().signature())));
        }
        return new Certificate(Phase.CONFIRM, ref, votes);
    }

    private void tell(long view, int follower, Block block, Certificate certificate) {
        say(follower, append(view, block, Optional.of(certificate)));
    }

    private static RaftMessage append(long view, Block block, Optional<Certificate> certificate) {
        return new RaftMessage.Append(view, new BlockRef(0, 0, 0, CHAIN), List.of(block), List.of(), certificate, true);
    }

    private List<RaftMessage> say(int member, RaftMessage message) {
        return give(member,
                new Input.Received(Verified.check(LIAR, message, committee, Ed25519.chosen())));
    }

    private List<RaftMessage> give(int member, Input input) {
        List<RaftMessage> answers = new ArrayList<>();
        ignored = false;
        for (Effect effect : correct.get(member).step(now, input)) {
            if (effect instanceof Effect.Send(var _, RaftMessage answer)) {
                answers.add(answer);
            } else if (effect instanceof Effect.Commit(Decision decision)) {
                decided.get(member).add(decision);
            } else if (effect instanceof Effect.Ignored) {
                ignored = true;
            } else if (effect instanceof Effect.Send(var _, Message other)) {
                assertThat(other).isInstanceOf(Message.Common.class);
            }
        }
        return answers;
    }

    private void assertAccepted(Decision decision) {
        assertThat(decision.header().holds(committee.quorum())).isTrue();
        for (Claim claim : Claims.of(decision.certificate(), committee)) {
            assertThat(Ed25519.chosen().verify(committee.key(claim.member()), claim.statement(), claim.signature()))
                    .isTrue();
        }
    }
}
