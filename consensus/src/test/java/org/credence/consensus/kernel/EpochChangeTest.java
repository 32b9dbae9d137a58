package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Cause;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.engine.Status;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Decision;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

class EpochChangeTest {

    private static final long SECOND = 1_000_000;

    private static Cluster cluster(long epochBlocks) {
        return new Cluster(Protocol.CBFT, 4, epochBlocks);
    }

    private static void submit(Cluster cluster, int times) {
        IntStream.range(0, times).forEach(i -> cluster.submit(i % 4, 8));
    }

    @Test
    void everyBlockIsOfTheEpochOfItsHeight() {
        Cluster cluster = cluster(3);
        submit(cluster, 20);
        assertThat(cluster.height(0)).isGreaterThanOrEqualTo(20);
        for (Decision decision : cluster.decided.get(2)) {
            assertThat(decision.block().header().epoch()).isEqualTo((int) ((decision.height() - 1) / 3));
        }
        for (int member = 1; member < 4; member++) {
            assertThat(cluster.chain(member)).isEqualTo(cluster.chain(0));
        }
    }

    @Test
    void theFirstOfTheRankLeadsTheEpochAtOnce() {
        Cluster cluster = cluster(3);
        submit(cluster, 12);
        List<Decision> chain = cluster.decided.getFirst();
        assertThat(List.of(chain.get(0), chain.get(3), chain.get(6)))
                .allMatch(decision -> decision.block().view() == 0)
                .extracting(decision -> decision.block().header().proposer()).containsExactly(0, 1, 2);
        assertThat(cluster.seen).noneMatch(effect -> effect instanceof Effect.Moved moved
                && moved.cause() == Cause.NO_PROGRESS);
    }

    @Test
    void batchesGoOnUnderTheSameCommittee() {
        Cluster cluster = cluster(3);
        submit(cluster, 12);
        cluster.run(SECOND);
        assertThat(cluster.engines.get(1).status().nextBatch()).isEqualTo(4);
        assertThat(cluster.engines.get(1).status().openBatches()).isZero();
    }

    @Test
    void whatWaitsForTheNextEpochIsNoReasonToLeaveTheView() {
        Cluster cluster = cluster(3);
        cluster.lost = (link, message) -> message instanceof Message.Propose propose
                && propose.block().block().header().epoch() == 1;
        submit(cluster, 8);
        cluster.run(SECOND / 2);
        assertThat(cluster.height(0)).isEqualTo(3);
        cluster.lost = (link, message) -> false;
        cluster.run(2 * SECOND);
        assertThat(cluster.height(0)).isGreaterThan(3);
    }

    @Test
    void whoMissedTheEndOfAnEpochAsksAsSoonAsItHearsOfTheNext() {
        Cluster cluster = cluster(3);
        cluster.lost = (link, message) -> link.endsWith(">3");
        submit(cluster, 8);
        assertThat(cluster.height(3)).isZero();
        cluster.lost = (link, message) -> false;
        cluster.run(SECOND);
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(0));
    }

    @Test
    void aRestartAtTheBoundaryIsInTheNextEpoch() {
        Cluster cluster = cluster(3);
        cluster.lost = (link, message) -> message instanceof Message.Propose propose
                && propose.block().block().header().epoch() == 1;
        submit(cluster, 8);
        assertThat(cluster.height(1)).isEqualTo(3);
        cluster.restart(1);
        cluster.lost = (link, message) -> false;
        assertThat(cluster.engines.get(1).status().epoch()).isEqualTo(1);
        assertThat(cluster.promises.get(1).epoch()).isEqualTo(1);
        submit(cluster, 6);
        cluster.run(SECOND);
        assertThat(cluster.chain(1)).isEqualTo(cluster.chain(0));
    }

    /**
     * Found by the simulator (L3, a replay at churn): a NEW_VIEW of an earlier epoch was taken for a wrong one of this
     * epoch, where its sender leads the same view, and that view was left.
     */
    @Test
    void aNewViewOfAnEarlierEpochIsNoReasonToLeaveTheView() {
        Cluster cluster = cluster(3);
        while (cluster.engines.get(3).status().epoch() < 4) {
            cluster.submit(1, 8);
            cluster.run(SECOND / 20);
        }
        List<Message.NewView> first = cluster.seen.stream().filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message()).filter(Message.NewView.class::isInstance)
                .map(Message.NewView.class::cast).filter(message -> message.proof().epoch() == 0).toList();
        cluster.lost = (link, message) -> message instanceof Message.NewView;
        while (cluster.engines.get(3).status().stage() != Status.Stage.CHANGING) {
            cluster.submit(1, 8);
        }
        long view = cluster.engines.get(3).status().view();
        Message.NewView old =
                first.stream().filter(message -> message.proof().view() == view).findFirst().orElseThrow();
        assertThat(old.proof().leader()).isEqualTo(cluster.engines.get(3).status().leader());
        cluster.deliver(old.proof().leader(), 3, old);
        assertThat(cluster.engines.get(3).status().view()).isEqualTo(view);
    }

    @Test
    void enteringAnEpochDisarmsTheTimersOfTheOneBefore() {
        Cluster cluster = cluster(3);
        submit(cluster, 3);
        int entered = -1;
        for (int i = 0; i < cluster.seen.size(); i++) {
            if (cluster.seen.get(i) instanceof Effect.Persist(Promise.EpochEntered _)) {
                entered = i;
                break;
            }
        }
        assertThat(cluster.seen.get(entered - 1)).isInstanceOf(Effect.Disarm.class);
    }

    /** Four members, f = 1: three tenures of 34 blocks at the most, and whoever is last in rank has none. */
    @Test
    void aLeaderHandsOverAndTheLastOfTheRankLeadsNotByPlan() {
        Cluster cluster = cluster(100);
        submit(cluster, 99);
        List<Effect.Moved> moves = cluster.seen.stream().filter(Effect.Moved.class::isInstance)
                .map(Effect.Moved.class::cast).toList();
        assertThat(moves).allMatch(moved -> moved.cause() != Cause.NO_PROGRESS);
        assertThat(moves).anyMatch(moved -> moved.cause() == Cause.TENURE && moved.to() == 2);
        assertThat(moves).noneMatch(moved -> moved.to() == 3);
        assertThat(cluster.decided.getFirst().get(33).block().view()).isZero();
        assertThat(cluster.decided.getFirst().get(52).block().view()).isEqualTo(1);
        assertThat(cluster.decided.getFirst().get(90).block().view()).isEqualTo(2);
        assertThat(cluster.height(0)).isGreaterThanOrEqualTo(99);
    }

    /** Only a block of the new view on top can decide it, and there is none on top of an epoch's last. */
    @Test
    void anEpochsLastBlockThatItsViewLeavesUndecidedIsDecidedByAClosingBlock() {
        Cluster cluster = cluster(3);
        cluster.lost = (link, message) -> message instanceof Message.Ballot ballot && ballot.block().height() == 3;
        submit(cluster, 4);
        assertThat(cluster.height(0)).isEqualTo(2);
        cluster.run(5 * SECOND);
        Decision last = cluster.decided.getFirst().get(2);
        assertThat(last.link()).isNotEmpty().allMatch(closing -> closing.height() > 3 && closing.epoch() == 0);
        assertThat(last.certificate().block().view()).isGreaterThan(last.block().view());
        submit(cluster, 4);
        cluster.run(SECOND);
        assertThat(cluster.decided.getFirst().get(3).block().header().epoch()).isEqualTo(1);
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(0));
    }

    /** Its certificate is good, and yet it is no block of the chain: the next epoch has another one at that height. */
    @Test
    void aClosingBlockIsNeverTakenForADecidedOne() {
        Cluster cluster = cluster(3);
        cluster.lost = (link, message) -> link.endsWith(">3")
                || message instanceof Message.Ballot ballot && ballot.block().height() == 3;
        submit(cluster, 4);
        cluster.run(5 * SECOND);
        Decision last = cluster.decided.getFirst().get(2);
        Block closing = Block.of(last.link().getLast(), List.of());
        cluster.deliver(0, 3, new Message.Decided(new Decision(closing, List.of(), last.certificate()), List.of()));
        cluster.lost = (link, message) -> false;
        submit(cluster, 4);
        cluster.run(5 * SECOND);
        assertThat(cluster.height(3)).isGreaterThan(3);
        assertThat(cluster.chain(3)).isEqualTo(cluster.chain(0)).doesNotContain(closing.id());
    }

    @Test
    void anEndlessEpochHasNoTenure() {
        Cluster cluster = new Cluster(4);
        for (int i = 0; i < 250; i++) {
            cluster.submit(i % 4, 8);
        }
        assertThat(cluster.seen).noneMatch(Effect.Moved.class::isInstance);
    }
}
