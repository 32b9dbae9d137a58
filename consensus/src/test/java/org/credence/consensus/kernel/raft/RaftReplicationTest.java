package org.credence.consensus.kernel.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.consensus.kernel.raft.Replication.Mode;
import org.junit.jupiter.api.Test;

/**
 * How a leader brings the others' logs to its own, told along the scenarios {@code probe_and_replicate},
 * {@code replicate_pause}, {@code heartbeat_resp_recovers_from_probing}, {@code async_storage_writes} and
 * {@code async_storage_writes_append_aba_race} of etcd-io/raft. Our sign of life is an Append without entries, so what
 * that project learns from a heartbeat's answer is learnt one message earlier.
 */
class RaftReplicationTest {

    private final int[] all = {1, 2, 3, 4, 5, 6, 7};

    @Test
    void aNewLeaderFindsWhereEachLogMeetsItsOwnAndOverwritesTheRest() {
        Group group = figureSeven();
        assertThat(group.log(5)).containsExactly("1/11", "1/12 a", "1/13 b", "4/14", "4/15 f", "5/16", "5/17 i",
                "6/18", "7/19", "7/20 m", "7/21 n", "7/22 o");
        assertThat(group.log(7)).containsExactly("1/11", "1/12 a", "1/13 b", "2/14", "2/15 c", "2/16 d", "3/17",
                "3/18 e", "3/19 e", "3/20 e", "3/21 e");
        group.campaign(1);
        group.settle(1);
        group.settle(2, 3, 4, 5, 6, 7);
        group.settle(1);
        assertThat(group.raft(1).leads()).isTrue();
        assertThat(group.raft(1).view()).isEqualTo(8);
        List<String> expected = List.of("1/11", "1/12 a", "1/13 b", "4/14", "4/15 f", "5/16", "5/17 i", "6/18",
                "6/19 j", "6/20 k", "8/21");
        for (int member = 2; member <= 7; member++) {
            group.settle(1, member);
            assertThat(group.log(member)).isEqualTo(expected);
            assertThat(group.follower(1, member).mode()).isEqualTo(Mode.STREAM);
            assertThat(group.raft(1).decided()).as("needs four of seven").isEqualTo(member < 4 ? 18 : 21);
        }
    }

    /** The logs of figure 7 of the paper, ten heights up. */
    private Group figureSeven() {
        Group group = Group.of(Group.plain(), 7, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.propose(1, "b");
        group.settle();
        elect(group, 2, 2, 5, 6, 7);
        group.settle(2, 7);
        extend(group, 2, "c", "d");
        group.settle(2, 7);
        lose(group);
        elect(group, 7, 1, 2, 3, 4, 5, 6, 7);
        extend(group, 7, "e", "e", "e", "e");
        lose(group);
        elect(group, 6, 1, 2, 3, 4, 5, 6);
        group.settle(1, 2, 3, 4, 5, 6);
        extend(group, 6, "f");
        group.settle(1, 2, 4, 5, 6);
        extend(group, 6, "g", "h");
        lose(group);
        elect(group, 5, 1, 2, 4, 5);
        group.settle(1, 2, 4, 5);
        extend(group, 5, "i");
        group.settle(1, 2, 4, 5);
        lose(group);
        elect(group, 4, 1, 2, 4, 5);
        group.settle(1, 2, 4, 5);
        extend(group, 4, "j");
        group.settle(1, 2, 4);
        extend(group, 4, "k");
        group.settle(1, 4);
        extend(group, 4, "l");
        lose(group);
        elect(group, 5, 1, 3, 5, 6, 7);
        extend(group, 5, "m", "n", "o");
        lose(group);
        return group;
    }

    /** Elects by hand: requests out, votes in, and nothing more. */
    private static void elect(Group group, int candidate, int... voters) {
        group.campaign(candidate);
        group.ready(candidate);
        group.deliver(voters);
        group.ready(voters);
        group.deliver(candidate);
        assertThat(group.raft(candidate).leads()).isTrue();
    }

    private static void extend(Group group, int leader, String... words) {
        for (String word : words) {
            group.propose(leader, word);
        }
        group.ready(leader);
    }

    private void lose(Group group) {
        group.ready(all);
        group.drop(all);
    }

    @Test
    void aFollowerThatDoesNotAnswerGetsOnlySoMuchAndRecoversByASignOfLife() {
        Group group = Group.of(Group.inFlight(3), 3, 10);
        group.campaign(1);
        group.settle();
        for (String word : List.of("a", "b", "c", "d")) {
            group.propose(1, word);
        }
        assertThat(group.follower(1, 3).next()).as("three messages of one entry").isEqualTo(15);
        assertThat(group.follower(1, 3).paused(3)).isTrue();
        group.settle(1, 2);
        group.drop(3);
        assertThat(group.follower(1, 2).match()).isEqualTo(15);
        assertThat(group.raft(1).decided()).isEqualTo(15);
        assertThat(group.follower(1, 3).match()).isEqualTo(11);
        assertThat(group.follower(1, 3).paused(3)).isTrue();
        group.beat(1);
        group.settle();
        assertThat(group.follower(1, 3).match()).isEqualTo(15);
        assertThat(group.log(3)).isEqualTo(group.log(1));
        assertThat(group.raft(3).decided()).isEqualTo(15);
    }

    @Test
    void aProbeThatWasLostIsRepeatedByTheNextSignOfLife() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.ready(1);
        group.deliver(2, 3);
        group.ready(2, 3);
        group.deliver(1);
        group.ready(1);
        group.drop(2, 3);
        assertThat(group.follower(1, 2).mode()).isEqualTo(Mode.PROBE);
        assertThat(group.follower(1, 2).paused(1)).isTrue();
        group.settle();
        assertThat(group.follower(1, 2).mode()).isEqualTo(Mode.PROBE);
        group.beat(1);
        group.settle();
        assertThat(group.follower(1, 2).mode()).isEqualTo(Mode.STREAM);
        assertThat(group.raft(2).decided()).isEqualTo(11);
    }

    @Test
    void anEntryIsAcknowledgedOnlyOnceItIsDurable() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.propose(1, "b");
        assertThat(group.network).as("the leader's own entry is not durable").isEmpty();
        group.ready(1);
        group.deliver(2, 3);
        assertThat(group.network).as("nor are the followers'").isEmpty();
        group.deliver(1);
        assertThat(group.raft(1).decided()).isEqualTo(11);
        group.ready(2);
        group.deliver(1);
        assertThat(group.raft(1).decided()).isEqualTo(13);
        group.node(3).restart();
        assertThat(group.log(3)).as("lost with the power, but nobody was told it was there").containsExactly("1/11");
        group.settle();
        group.beat(1);
        group.settle();
        assertThat(group.log(3)).isEqualTo(group.log(1));
    }

    /** Node 1 takes three leaders' entries for the same heights while none of them is durable yet. */
    @Test
    void entriesThatReplaceEachOtherBeforeTheyAreDurableComeBackAsAPrefixOfTheOrderTheyCameIn() {
        for (int durable = 0;; durable++) {
            Group group = Group.of(Group.plain(), 7, 10);
            group.campaign(2);
            group.settle();
            group.propose(2, "x");
            group.ready(2);
            group.drop(3, 4, 5, 6, 7);
            group.deliver(1);
            elect(group, 3, 4, 5, 6);
            group.ready(3);
            group.beat(3);
            feed(group, 3);
            elect(group, 4, 5, 6, 7);
            group.ready(4);
            feed(group, 4);
            assertThat(group.log(1)).containsExactly("1/11", "3/12");
            int promises = group.node(1).unsynced();
            if (durable > promises) {
                return;
            }
            group.node(1).crashAfter(durable);
            assertThat(group.log(1)).isIn(List.of("1/11"), List.of("1/11", "1/12 x"), List.of("1/11", "2/12"),
                    List.of("1/11", "3/12"));
            if (group.log(1).contains("3/12")) {
                assertThat(group.raft(1).view()).isEqualTo(3);
            }
            group.beat(4);
            group.settle();
            assertThat(group.log(1)).isEqualTo(group.log(4));
        }
    }

    /** The leader's entry reaches node 1, whose answers are lost: it never becomes ready meanwhile. */
    private static void feed(Group group, int leader) {
        Raft<String> raft = group.raft(leader);
        Log<String> log = raft.log();
        group.drop(1);
        group.raft(1).receive(leader, new LogMessage.Append<>(raft.view(), new Position(1, 11),
                log.entries(12, log.last().height()), 11, true));
    }

    @Test
    void anEntryOfAnOlderViewIsNotDecidedByCounting() {
        Group group = Group.of(Group.plain(), 5, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.settle(1, 2);
        group.drop(3, 4, 5);
        elect(group, 5, 3, 4);
        group.deliver(1, 2);
        assertThat(group.raft(1).leads()).isFalse();
        group.ready(5);
        group.drop(1, 2, 3, 4);
        elect(group, 1, 2, 3, 4);
        group.ready(1);
        group.drop(3, 4, 5);
        // Node 1 gives "a" to a third member, but keeps its own view's entry from everybody.
        Log<String> log = group.raft(1).log();
        group.raft(3).receive(1, new LogMessage.Append<>(3, new Position(1, 11), log.entries(12, 12), 11, true));
        group.drop(2);
        group.ready(3);
        group.deliver(1);
        assertThat(group.follower(1, 3).match()).isEqualTo(12);
        assertThat(group.raft(1).decided()).as("figure 8 of the paper: node 5 could still undo it").isEqualTo(11);
    }

    @Test
    void messagesThatComeTwiceOrLateChangeNothing() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.ready(1);
        List<Group.Sent> early = List.copyOf(group.network);
        group.settle();
        group.propose(1, "b");
        group.settle();
        early.forEach(sent -> group.raft(sent.to()).receive(sent.from(), sent.message()));
        group.settle();
        assertThat(group.log(2)).containsExactly("1/11", "1/12 a", "1/13 b");
        assertThat(group.node(2).decided).extracting(Group::text).containsExactly("1/11", "1/12 a", "1/13 b");
    }
}
