package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.credence.base.Limits;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.part.Timing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FastCoreTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 7, 10})
    void decidesWhatAnyMemberSubmits(int n) {
        Cluster cluster = new Cluster(n);
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

    /** n−1 PROPOSEs, (n−1)² CONFIRMs: a leader's PROPOSE is its CONFIRM. n(n−1), half of PBFT's (P§9.1). */
    @Test
    void theFastLaneTakesTwoPhasesAndTheLeaderSendsNoConfirm() {
        Cluster cluster = new Cluster(4);
        cluster.submit(1, 100);
        cluster.run(100_000);
        long blocks = cluster.height(0);
        assertThat(blocks).isPositive();
        assertThat(proposals(cluster).count()).isEqualTo(blocks);
        assertThat(ballots(cluster, Phase.CONFIRM)).isEqualTo(3 * blocks);
        assertThat(ballots(cluster, Phase.COMMIT)).isZero();
    }

    @Test
    void theSlowLaneDecidesWhenTheFastQuorumIsOutOfReach() {
        Cluster cluster = new Cluster(7);
        cluster.lost = (link, message) -> link.startsWith("5>") || link.startsWith("6>");
        cluster.submit(1, 100);
        cluster.run(500_000);
        assertThat(cluster.height(0)).isPositive();
        assertThat(cluster.decided.getFirst().getFirst().certificate().phase()).isEqualTo(Phase.COMMIT);
        assertThat(cluster.engines.getFirst().status().view()).isZero();
    }

    /** Found by the simulator (L2): the timer of a height decided meanwhile cut short the wait of one above it. */
    @Test
    void theWaitOfADecidedHeightIsNotThatOfALaterOne() {
        Cluster cluster = new Cluster(new Quorum(6, 1, 1));
        long wait = Timing.lan().fastLaneMost() / 2;
        cluster.lost = (link, message) -> link.startsWith("4>") || link.startsWith("5>");
        cluster.submit(1, 100);
        cluster.run(wait / 2);
        assertThat(cluster.height(0)).isZero();
        cluster.lost = (link, message) -> false;
        cluster.submit(2, 100);
        cluster.run(wait / 2 - 2_000);
        long decided = cluster.height(0);
        assertThat(decided).isPositive();
        cluster.lost = (link, message) -> link.startsWith("4>") || link.startsWith("5>");
        cluster.submit(3, 100);
        cluster.run(3_000);
        assertThat(ballots(cluster, Phase.COMMIT)).isZero();
        cluster.run(wait);
        assertThat(ballots(cluster, Phase.COMMIT)).isPositive();
        assertThat(cluster.height(0)).isGreaterThan(decided);
    }

    /** Found by the simulator (L3): with a full window no message led to the question being asked again. */
    @Test
    void aQuestionThatGotNoAnswerIsAskedAgain() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.contains("3");
        cluster.unanswered.add(2);
        cluster.submit(1, 100);
        cluster.run(20_000);
        assertThat(cluster.height(0)).isZero();
        cluster.unanswered.clear();
        cluster.lost = (link, message) -> link.contains("3") || message instanceof Message.Propose;
        cluster.run(600_000);
        assertThat(cluster.height(0)).isPositive();
        assertThat(cluster.engines.getFirst().status().view()).isZero();
    }

    /** Found by the simulator (L3): reminded of one batch of an author at a time, a correct leader seemed to censor. */
    @Test
    void aLeaderIsRemindedOfAllThatWaits() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.equals("1>0")
                || link.endsWith(">0") && message instanceof Message.BatchCertified;
        for (int batch = 0; batch < 24; batch++) {
            cluster.submit(1, 100);
        }
        cluster.run(600_000);
        assertThat(cluster.ordered(0)).isZero();
        cluster.lost = (link, message) -> link.contains("1")
                || link.equals("3>0") && message instanceof Message.BatchCertified;
        cluster.run(6_000_000);
        assertThat(cluster.ordered(2)).isEqualTo(24);
        assertThat(cluster.engines.get(2).status().view()).isZero();
    }

    /**
     * Found by the simulator (L3): an author showed one member the certificate of a batch behind a gap, and closed the
     * gap much later; the leader, which could not have ordered that batch before, was left at once.
     */
    @Test
    void aBatchBehindAGapDoesNotWaitForTheLeader() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.equals("3>0") || link.equals("3>1")
                || message instanceof Message.BatchOffer offer && offer.batch().head().sequence() == 1;
        cluster.submit(3, 100);
        cluster.submit(3, 100);
        cluster.run(10_000_000);
        assertThat(cluster.ordered(2)).isZero();
        cluster.lost = (link, message) -> link.startsWith("3>")
                && message instanceof Message.BatchCertified certified && certified.batch().head().sequence() == 2;
        cluster.run(3_000_000);
        assertThat(cluster.ordered(2)).isEqualTo(2);
        assertThat(cluster.seen).noneMatch(Effect.Moved.class::isInstance);
    }

    @Test
    void aSilentLeaderIsReplacedAndNothingIsLost() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.startsWith("0>") || link.endsWith(">0");
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
        Cluster cluster = new Cluster(4);
        cluster.submit(0, 10);
        cluster.run(60_000_000);
        assertThat(cluster.engines.get(3).status().view()).isZero();
        assertThat(cluster.height(3)).isLessThan(4);
    }

    /** Found by the simulator (L3): each piece of what it lacked cost a member a heartbeat. */
    @Test
    void aMemberThatLagsAsksOnUntilItHasAll() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.contains("3");
        cluster.submit(1, 100);
        cluster.run(100_000);
        cluster.submit(2, 100);
        cluster.run(100_000);
        long all = cluster.height(0);
        assertThat(all).isBetween(2L, (long) Limits.WINDOW);
        cluster.lost = (link, message) -> message instanceof Message.Heartbeat;
        for (int member = 0; member < 3; member++) {
            cluster.deliver(member, 3, new Message.Heartbeat(0, 0, true, member < 2 ? 1 : all));
        }
        cluster.run(Timing.lan().heartbeat());
        assertThat(cluster.height(3)).isEqualTo(all);
    }

    @Test
    void allMembersRestartAtOnce() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> message instanceof Message.Ballot;
        cluster.submit(1, 10);
        cluster.run(50_000);
        cluster.lost = (link, message) -> false;
        for (int member = 0; member < 4; member++) {
            cluster.restart(member);
        }
        cluster.run(5_000_000);
        assertThat(cluster.ordered(2)).isEqualTo(1);
    }

    /** A-C2 of P§2.2, the sound form: the lone decider's block survives because the equivocator is excluded. */
    @Test
    void anEquivocatingLeaderCannotUndoWhatOneMemberDecided() {
        Cluster cluster = new Cluster(4);
        cluster.submit(1, 10);
        cluster.run(300_000);
        long height = cluster.height(1);
        // Member 1 alone hears all votes for the next block and decides it; then it is cut off.
        cluster.lost = (link, message) -> link.startsWith("1>") && !(message instanceof Message.BatchOffer
                || message instanceof Message.BatchCertified)
                || message instanceof Message.Ballot && !link.endsWith(">1");
        cluster.submit(1, 20);
        cluster.run(20_000);
        assertThat(cluster.height(1)).isEqualTo(height + 1);
        assertThat(cluster.height(2)).isEqualTo(height);
        SignedBlock decided = proposal(cluster, height + 1);
        SignedBlock rival = rival(decided);
        cluster.lost = (link, message) -> link.contains("1");
        cluster.deliver(0, 3, Message.Propose.passedOn(rival));
        cluster.run(10_000_000);
        assertThat(cluster.seen).anyMatch(e -> e instanceof Effect.Accuse a
                && a.evidence() instanceof Evidence.Equivocation && a.evidence().culprit() == 0);
        assertThat(cluster.seen).anyMatch(e -> e instanceof Effect.Moved m && m.cause() == Cause.EQUIVOCATION);
        cluster.lost = (link, message) -> link.startsWith("0>") || link.endsWith(">0");
        cluster.run(30_000_000);
        assertThat(cluster.height(2)).isGreaterThan(height);
        assertThat(cluster.chain(2).get((int) height)).isEqualTo(decided.id());
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(1));
    }

    private static SignedBlock rival(SignedBlock block) {
        var h = block.block().header();
        var other = new Header(h.chainId(), h.epoch(), h.view(), h.height(), h.parent(),
                h.payloadRoot(), h.proposer(), h.timeMs() + 1, h.opening(), h.stateHeight(), h.stateRoot());
        var rival = Block.of(other, block.block().batches());
        return new SignedBlock(rival, Keys.signer(h.proposer()).sign(rival.id()));
    }

    private static SignedBlock proposal(Cluster cluster, long height) {
        return proposals(cluster).filter(b -> b.block().height() == height).findFirst().orElseThrow();
    }

    private static Stream<SignedBlock> proposals(Cluster cluster) {
        return cluster.seen.stream().filter(Effect.Send.class::isInstance).map(e -> ((Effect.Send) e).message())
                .filter(Message.Propose.class::isInstance).map(m -> ((Message.Propose) m).block());
    }

    private static long ballots(Cluster cluster, Phase phase) {
        return cluster.seen.stream().filter(e -> e instanceof Effect.Send s && s.message() instanceof Message.Ballot b
                && b.phase() == phase).count();
    }
}
