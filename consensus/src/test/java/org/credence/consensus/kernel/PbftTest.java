package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Reason;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PBFT scenario by scenario, on members without clock, disk and network of their own. */
class PbftTest {

    private static final Predicate<Message> COMMIT = message -> message instanceof Message.Ballot ballot
            && ballot.phase() == Phase.COMMIT;

    private static Cluster cluster(int n) {
        return new Cluster(Protocol.PBFT, n);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 10})
    void decidesWhatAnyMemberSubmits(int n) {
        Cluster cluster = cluster(n);
        for (int member = 0; member < n; member++) {
            cluster.submit(member, 100);
        }
        cluster.run(500_000);
        for (int member = 0; member < n; member++) {
            assertThat(cluster.ordered(member)).isEqualTo(n);
            assertThat(cluster.chain(member)).isEqualTo(cluster.chain(0));
            assertThat(cluster.engines.get(member).status().view()).isZero();
        }
    }

    /** (n−1) PROPOSEs, (n−1)² PREPAREs, n(n−1) COMMITs: a leader's PROPOSE is its PREPARE. */
    @Test
    void aBlockTakesThreePhasesAndTheLeaderSendsNoPrepare() {
        Cluster cluster = cluster(4);
        cluster.submit(1, 100);
        cluster.run(100_000);
        long blocks = cluster.height(0);
        assertThat(blocks).isPositive();
        assertThat(sent(cluster, Message.Propose.class).count()).isEqualTo(blocks);
        assertThat(ballots(cluster, Phase.CONFIRM)).isEqualTo(3 * blocks);
        assertThat(ballots(cluster, Phase.COMMIT)).isEqualTo(4 * blocks);
        assertThat(cluster.decided.get(2).getFirst().certificate().phase()).isEqualTo(Phase.COMMIT);
    }

    @Test
    void aSilentLeaderIsReplacedAndNothingIsLost() {
        Cluster cluster = cluster(4);
        cut(cluster, 0);
        cluster.submit(2, 100);
        cluster.run(5_000_000);
        assertThat(cluster.engines.get(1).status().view()).isEqualTo(1);
        for (int member = 1; member < 4; member++) {
            assertThat(cluster.ordered(member)).isEqualTo(1);
        }
        cluster.lost = (link, message) -> false;
        cluster.run(2_000_000);
        assertThat(cluster.chain(0)).isEqualTo(cluster.chain(1));
        assertThat(cluster.engines.get(0).status().view()).isEqualTo(1);
    }

    @Test
    void anIdleConsortiumStaysInItsView() {
        Cluster cluster = cluster(4);
        cluster.submit(0, 10);
        cluster.run(60_000_000);
        assertThat(cluster.engines.get(3).status().view()).isZero();
        assertThat(cluster.height(3)).isLessThan(4);
    }

    @Test
    void anEquivocatingLeaderIsConvictedAndLeft() {
        Cluster cluster = cluster(4);
        cluster.lost = (link, message) -> message instanceof Message.Propose && link.equals("0>3");
        cluster.submit(1, 10);
        SignedBlock block = sent(cluster, Message.Propose.class).findFirst().orElseThrow().block();
        cluster.deliver(0, 3, proposal(rival(block)));
        cluster.deliver(0, 2, proposal(rival(block)));
        cluster.run(5_000_000);
        assertThat(cluster.seen).anyMatch(e -> e instanceof Effect.Accuse a && a.evidence().culprit() == 0);
        assertThat(cluster.seen).anyMatch(e -> e instanceof Effect.Moved m && m.cause() == Cause.EQUIVOCATION);
        for (int member = 0; member < 4; member++) {
            assertThat(cluster.ordered(member)).isEqualTo(1);
            assertThat(cluster.chain(member)).isEqualTo(cluster.chain(0));
        }
    }

    /** The block keeps its id, and so whatever stands on it; only the votes are of the new view. */
    @Test
    void whatIsPreparedIsVotedOnAnewInTheNextView() {
        Cluster cluster = cluster(4);
        SignedBlock block = prepared(cluster);
        cluster.lost = (link, message) -> link.contains("0")
                || message instanceof Message.Ballot ballot && ballot.block().view() == 0;
        cluster.run(5_000_000);
        assertThat(cluster.chain(2)).startsWith(block.id());
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(2));
        var first = cluster.decided.get(2).getFirst();
        assertThat(first.block().view()).isZero();
        assertThat(first.certificate().block().view()).isEqualTo(1);
        assertThat(first.header().holds(cluster.committee.quorum())).isTrue();
    }

    /** One member alone decided, then it is cut off with the leader that made the block: the others still keep it. */
    @Test
    void whatOneMemberDecidedIsDecidedByAll() {
        Cluster cluster = cluster(7);
        cluster.lost = (link, message) -> COMMIT.test(message) && !link.endsWith(">1");
        cluster.submit(2, 10);
        cluster.run(20_000);
        assertThat(cluster.height(1)).isPositive();
        assertThat(cluster.height(2)).isZero();
        cluster.lost = (link, message) -> link.contains("0") || link.contains("1");
        cluster.run(20_000_000);
        assertThat(cluster.chain(2)).startsWith(cluster.chain(1).getFirst());
        cluster.lost = (link, message) -> false;
        cluster.run(5_000_000);
        assertThat(cluster.chain(0)).isEqualTo(cluster.chain(2));
        assertThat(cluster.chain(1)).isEqualTo(cluster.chain(2));
    }

    /** Its report proves what it decided, even if it hands out no decided blocks. */
    @Test
    void aReportThatProvesADecisionDecides() {
        Cluster cluster = cluster(4);
        cluster.lost = (link, message) -> COMMIT.test(message) && !link.endsWith(">1");
        cluster.submit(2, 10);
        cluster.run(20_000);
        assertThat(cluster.height(1)).isPositive();
        cluster.lost = (link, message) -> link.contains("0") || message instanceof Message.Decided
                || message instanceof Message.Ballot ballot && ballot.block().view() == 0;
        cluster.run(3_000_000);
        assertThat(cluster.chain(2)).startsWith(cluster.chain(1).getFirst());
        assertThat(cluster.decided.get(2).getFirst().certificate())
                .isEqualTo(cluster.decided.get(1).getFirst().certificate());
    }

    @Test
    void aRestartedMemberDoesNotPrepareAnotherBlockInTheSamePlace() {
        Cluster cluster = cluster(4);
        SignedBlock block = prepared(cluster);
        cluster.restart(2);
        cluster.deliver(0, 2, proposal(rival(block)));
        cluster.run(5_000_000);
        assertThat(sent(cluster, Message.Ballot.class).filter(b -> b.block().view() == 0 && b.block().height() == 1)
                .map(b -> b.block().id())).containsOnly(block.id());
        cluster.lost = (link, message) -> false;
        cluster.run(5_000_000);
        assertThat(cluster.chain(2)).startsWith(block.id());
    }

    @Test
    void allMembersRestartAtOnceInTheMiddleOfABlockAndOfAView() {
        Cluster cluster = cluster(4);
        SignedBlock block = prepared(cluster);
        cut(cluster, 0);
        cluster.lost = cluster.lost.or((link, message) -> COMMIT.test(message));
        cluster.run(2_000_000);
        assertThat(cluster.engines.get(2).status().view()).isPositive();
        cluster.lost = (link, message) -> false;
        for (int member = 0; member < 4; member++) {
            cluster.restart(member);
        }
        cluster.run(5_000_000);
        for (int member = 0; member < 4; member++) {
            assertThat(cluster.chain(member)).startsWith(block.id());
        }
    }

    @Test
    void aLyingNewViewIsRefusedAndItsLeaderLeft() {
        Cluster cluster = cluster(4);
        prepared(cluster);
        cluster.lost = (link, message) -> COMMIT.test(message) || link.contains("0")
                || message instanceof PbftMessage.NewView;
        cluster.run(1_300_000);
        PbftMessage.NewView right = sent(cluster, PbftMessage.NewView.class).findFirst().orElseThrow();
        assertThat(right.selection().assigned()).hasSize(1);
        PbftMessage.NewView lie = new PbftMessage.NewView(0, right.view(), right.leader(), right.changes(),
                new Selection(0, Keys.CHAIN, List.of()), right.signature());
        cluster.seen.clear();
        cluster.deliver(1, 2, lie.signed(Keys.signer(1).sign(lie.statement(Keys.CHAIN))));
        assertThat(cluster.seen).contains(new Effect.Ignored(Reason.INVALID_NEW_VIEW, 1));
        assertThat(cluster.engines.get(2).status().view()).isEqualTo(right.view() + 1);
        assertThat(cluster.engines.get(2).status().stage()).isEqualTo(Status.Stage.CHANGING);
        cluster.deliver(1, 3, right);
        assertThat(cluster.engines.get(3).status().stage()).isEqualTo(Status.Stage.ACTIVE);
    }

    @Test
    void aReportWithoutACertificateIsRefused() {
        Cluster cluster = cluster(4);
        SignedBlock block = prepared(cluster);
        Digest statement = block.ref().statement(Keys.CHAIN, Phase.CONFIRM);
        List<Vote> two = List.of(new Vote(0, Keys.signer(0).sign(statement)),
                new Vote(3, Keys.signer(3).sign(statement)));
        PbftMessage.Change claim = new PbftMessage.Change(0, 1, 3, Optional.empty(),
                List.of(new Certificate(Phase.CONFIRM, new BlockRef(0, 0, 1, block.id()), two)), List.of(block),
                Keys.signer(3).sign(statement));
        cluster.seen.clear();
        cluster.deliver(3, 1, claim.signed(Keys.signer(3).sign(claim.statement(Keys.CHAIN))));
        assertThat(cluster.seen).containsExactly(new Effect.Ignored(Reason.INVALID_CHANGE, 3));
    }

    /** A leader that tells one member alone: whoever is in the view shows the others what began it. */
    @Test
    void aNewViewThatReachedOneMemberReachesAll() {
        Cluster cluster = cluster(4);
        cluster.lost = (link, message) -> link.contains("0")
                || message instanceof PbftMessage.NewView && link.equals("1>3");
        cluster.submit(2, 10);
        cluster.run(1_600_000);
        assertThat(cluster.engines.get(3).status().view()).isEqualTo(1);
        assertThat(cluster.engines.get(3).status().stage()).isEqualTo(Status.Stage.ACTIVE);
        assertThat(cluster.ordered(3)).isEqualTo(1);
    }

    /** Everybody has PREPAREd a block and nobody has decided it. */
    private static SignedBlock prepared(Cluster cluster) {
        cluster.lost = (link, message) -> COMMIT.test(message);
        cluster.submit(1, 10);
        cluster.run(20_000);
        assertThat(cluster.height(0)).isZero();
        return sent(cluster, Message.Propose.class).findFirst().orElseThrow().block();
    }

    private static void cut(Cluster cluster, int member) {
        cluster.lost = (link, message) -> link.startsWith(member + ">") || link.endsWith(">" + member);
    }

    private static Message.Propose proposal(SignedBlock block) {
        return Message.Propose.of(block, Keys.signer(block.block().header().proposer())
                .sign(block.ref().statement(Keys.CHAIN, Phase.CONFIRM)));
    }

    private static SignedBlock rival(SignedBlock block) {
        Header h = block.block().header();
        Header other = new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(), h.payloadRoot(),
                h.proposer(), h.timeMs() + 1, h.opening(), h.stateHeight(), h.stateRoot());
        Block rival = Block.of(other, block.block().batches());
        return new SignedBlock(rival, Keys.signer(h.proposer()).sign(rival.id()));
    }

    private static <M> Stream<M> sent(Cluster cluster, Class<M> kind) {
        return new ArrayList<>(cluster.seen).stream().filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message()).filter(kind::isInstance).map(kind::cast);
    }

    private static long ballots(Cluster cluster, Phase phase) {
        return sent(cluster, Message.Ballot.class).filter(ballot -> ballot.phase() == phase).count();
    }
}
