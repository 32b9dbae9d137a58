package org.credence.consensus.kernel.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.consensus.kernel.raft.Replication.Mode;
import org.junit.jupiter.api.Test;

/**
 * Followers that lack what the leader's log no longer holds, told along the scenarios
 * {@code slow_follower_after_compaction} and {@code snapshot_succeed_via_app_resp} of etcd-io/raft.
 */
class SnapshotTest {

    @Test
    void aFollowerThatFellBehindTheLeadersLogGetsASnapshotAndThenTheRest() {
        Group group = Group.of(Group.inFlight(2), 3, 10);
        group.campaign(1);
        group.settle();
        for (String word : List.of("a", "b", "c")) {
            group.propose(1, word);
            group.settle();
        }
        for (String word : List.of("d", "e", "f", "g")) {
            group.propose(1, word);
        }
        group.settle(1, 2);
        group.drop(3);
        assertThat(group.follower(1, 3).match()).isEqualTo(14);
        group.node(1).compact(17);
        group.beat(1);
        group.settle();
        assertThat(group.follower(1, 3).mode()).isEqualTo(Mode.STREAM);
        assertThat(group.follower(1, 3).match()).isEqualTo(18);
        assertThat(group.raft(3).decided()).isEqualTo(18);
        group.propose(1, "h");
        group.settle();
        assertThat(group.log(3)).endsWith("1/19 h");
    }

    @Test
    void aFollowerThatASnapshotBringsUpToTheEndIsStreamedToAtOnce() {
        Group group = new Group(Group.plain());
        Group whole = Group.of(Group.plain(), 3, 10);
        whole.nodes.remove(3);
        group.nodes.putAll(whole.nodes);
        whole.campaign(1);
        whole.settle(1, 2);
        whole.drop(3);
        whole.node(1).compact(11);
        whole.addEmpty(3);
        whole.beat(1);
        whole.settle();
        assertThat(whole.follower(1, 3).mode()).isEqualTo(Mode.STREAM);
        assertThat(whole.follower(1, 3).match()).isEqualTo(11);
        assertThat(whole.raft(3).log().voters()).isEqualTo(Voters.of(List.of(1, 2, 3)));
    }

    @Test
    void aSnapshotTakesWhatContradictsItAndKeepsWhatFollowsIt() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.propose(1, "b");
        group.settle(1, 2);
        Raft<String> second = group.raft(2);
        second.receive(1, new LogMessage.Snapshot<>(1, new Position(1, 12), Voters.of(List.of(1, 2, 3))));
        assertThat(group.log(2)).containsExactly("1/11", "1/12 a", "1/13 b");
        Raft<String> third = group.raft(3);
        third.receive(1, new LogMessage.Append<>(1, new Position(1, 11),
                List.of(new Entry<>(new Position(1, 12), new Entry.Payload<>("a"))), 11, true));
        third.receive(2, new LogMessage.Snapshot<>(2, new Position(2, 12), Voters.of(List.of(1, 2, 3))));
        assertThat(group.log(3)).isEmpty();
        assertThat(third.decided()).isEqualTo(12);
        assertThat(third.log().last()).isEqualTo(new Position(2, 12));
    }
}
