package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.consensus.engine.Effect;
import org.credence.consensus.engine.Promise;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.Message.BatchOffer;
import org.credence.consensus.message.Message.BatchVote;
import org.credence.consensus.message.Message.Propose;
import org.credence.consensus.message.RaftMessage;
import org.credence.consensus.part.Phase;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small batches of the leader travel in its proposal (P§1.8, decision 0019). */
class InlineTest {

    /** A payload with which no batch fits inline. */
    private static final int LARGE = 4 * 1024;

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = {"CBFT", "PBFT"})
    void aSmallBatchOfTheLeaderTravelsInItsProposal(Protocol protocol) {
        Cluster cluster = new Cluster(protocol, 4);
        cluster.submit(0, 100);
        cluster.run(20_000);
        assertThat(sent(cluster, BatchOffer.class).count() + sent(cluster, BatchVote.class).count()).isZero();
        assertThat(sent(cluster, Propose.class).flatMap(propose -> propose.inline().stream()).count()).isEqualTo(1);
        for (int member = 0; member < 4; member++) {
            assertThat(ordered(cluster, member)).hasSize(1).allMatch(ref -> ref.votes().isEmpty());
        }
    }

    @Test
    void inRaftItTravelsWithTheEntry() {
        Cluster cluster = new Cluster(Protocol.RAFT, 3);
        cluster.run(10_000_000);
        int leader = cluster.engines.getFirst().status().leader();
        cluster.submit(leader, 100);
        cluster.run(200_000);
        assertThat(sent(cluster, BatchOffer.class)).isEmpty();
        assertThat(sent(cluster, RaftMessage.Append.class).flatMap(append -> append.inline().stream())).isNotEmpty();
        for (int member = 0; member < 3; member++) {
            assertThat(ordered(cluster, member)).hasSize(1).allMatch(ref -> ref.votes().isEmpty());
        }
    }

    @Test
    void aLargeOneAndThoseOfOthersAreVouchedFor() {
        Cluster cluster = new Cluster(4);
        cluster.submit(0, LARGE);
        cluster.submit(1, 100);
        cluster.run(100_000);
        assertThat(sent(cluster, Propose.class)).allMatch(propose -> propose.inline().isEmpty());
        assertThat(ordered(cluster, 2)).hasSize(2).allMatch(ref -> ref.votes().size() == 2);
    }

    /** P§1.3 rule 4. The leader's own is on disk first too: what it proposes it must be able to hand out. */
    @Test
    void theBatchIsDurableBeforeTheVote() {
        Cluster cluster = new Cluster(4);
        cluster.submit(0, 100);
        List<Promise> promises = cluster.seen.stream().filter(Effect.Persist.class::isInstance)
                .map(effect -> ((Effect.Persist) effect).promise()).toList();
        List<Integer> votes = IntStream.range(0, promises.size())
                .filter(i -> promises.get(i) instanceof Promise.Confirmed(var block)
                        && !block.block().batches().isEmpty())
                .boxed().toList();
        assertThat(votes).hasSize(4);
        for (int vote = 0; vote < 4; vote++) {
            assertThat(promises.subList(0, votes.get(vote)).stream().filter(Promise.Held.class::isInstance).count())
                    .isGreaterThan(vote);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = {"CBFT", "PBFT"})
    void nobodyVotesForABlockWithoutIt(Protocol protocol) {
        Cluster cluster = new Cluster(protocol, 4);
        cluster.lost = (link, message) -> message instanceof Propose || message instanceof Message.Ballot;
        cluster.submit(0, 100);
        Propose whole = sent(cluster, Propose.class).findFirst().orElseThrow();
        cluster.seen.clear();
        cluster.deliver(0, 1, whole.carrying(List.of()));
        assertThat(sent(cluster, Message.Ballot.class)).isEmpty();
        assertThat(sent(cluster, Message.BlockRequest.class)).anyMatch(r -> r.id().equals(whole.block().id()));
        cluster.deliver(2, 1, Propose.passedOn(whole.block()).carrying(whole.inline()));
        assertThat(sent(cluster, Message.Ballot.class)).hasSize(1)
                .allMatch(ballot -> ballot.phase() == Phase.CONFIRM && ballot.block().equals(whole.block().ref()));
    }

    @Test
    void whoeverHoldsItHandsItOut() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> message instanceof Message.Ballot
                || message instanceof Propose && link.equals("0>3");
        cluster.submit(0, 100);
        Propose whole = sent(cluster, Propose.class).findFirst().orElseThrow();
        cluster.seen.clear();
        cluster.deliver(3, 1, new Message.BlockRequest(1, whole.block().id()));
        assertThat(sent(cluster, Propose.class)).hasSize(1).allMatch(p -> p.inline().equals(whole.inline()));
    }

    /** Its view ended before anybody else saw the batch: now it goes the way of any other. */
    @ParameterizedTest
    @EnumSource(value = Protocol.class, names = {"CBFT", "PBFT"})
    void whoLeadsNoMoreHasItVouchedFor(Protocol protocol) {
        Cluster cluster = new Cluster(protocol, 4);
        cluster.lost = (link, message) -> link.startsWith("0>");
        cluster.submit(0, 100);
        cluster.submit(1, 100);
        cluster.run(3_000_000);
        assertThat(cluster.engines.get(1).status().view()).isPositive();
        cluster.lost = (link, message) -> false;
        cluster.run(5_000_000);
        assertThat(ordered(cluster, 2)).hasSize(2);
        assertThat(cluster.chain(0)).isEqualTo(cluster.chain(2));
    }

    /**
     * The leader falls after one member has voted: the next one gets the batch from that member. Found by the simulator
     * (L1, L6): the answer was of a view that had been left, and so it was ignored.
     */
    @Test
    void aNewLeaderAsksTheReporterForIt() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> link.contains("0") && !link.equals("0>3")
                || message instanceof Message.Ballot;
        cluster.submit(0, 100);
        Block block = sent(cluster, Propose.class).findFirst().orElseThrow().block().block();
        cluster.submit(2, 100);
        cluster.lost = (link, message) -> link.contains("0");
        cluster.run(2_500_000);
        assertThat(cluster.engines.get(1).status().view()).isEqualTo(1);
        assertThat(cluster.chain(1)).contains(block.id());
        assertThat(cluster.chain(1)).isEqualTo(cluster.chain(2)).isEqualTo(cluster.chain(3));
    }

    /** Else every change of leader costs whoever is slow to follow a question, and the leader's first block waits. */
    @Test
    void aProposalThatCameBeforeItsViewIsStillWhole() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> message instanceof Propose || message instanceof Message.Ballot
                || link.endsWith(">3");
        cluster.submit(2, 100);
        cluster.run(1_300_000);
        cluster.submit(1, 100);
        cluster.run(60_000);
        List<Propose> early = sent(cluster, Propose.class).distinct().toList();
        assertThat(early).anyMatch(propose -> !propose.inline().isEmpty());
        assertThat(cluster.engines.get(3).status().view()).isZero();
        early.forEach(propose -> cluster.deliver(1, 3, propose));
        Message.ViewOpened opened = sent(cluster, Message.ViewOpened.class).findFirst().orElseThrow();
        cluster.seen.clear();
        cluster.deliver(1, 3, opened);
        assertThat(sent(cluster, Message.BlockRequest.class)).isEmpty();
        assertThat(sent(cluster, Message.Ballot.class).map(Message.Ballot::block))
                .containsAll(early.stream().map(propose -> propose.block().ref()).filter(b -> b.view() == 1).toList());
    }

    @Test
    void itOutlivesARestart() {
        Cluster cluster = new Cluster(4);
        cluster.lost = (link, message) -> message instanceof Message.Ballot;
        cluster.submit(0, 100);
        assertThat(cluster.height(0)).isZero();
        for (int member = 0; member < 4; member++) {
            cluster.restart(member);
        }
        cluster.lost = (link, message) -> false;
        cluster.run(5_000_000);
        assertThat(ordered(cluster, 3)).hasSize(1);
    }

    private static List<BatchRef> ordered(Cluster cluster, int member) {
        return cluster.decided.get(member).stream().flatMap(d -> d.block().batches().stream()).toList();
    }

    private static <M extends Message> Stream<M> sent(Cluster cluster, Class<M> kind) {
        return cluster.seen.stream().filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).message()).filter(kind::isInstance).map(kind::cast);
    }
}
