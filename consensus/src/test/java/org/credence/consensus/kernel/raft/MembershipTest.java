package org.credence.consensus.kernel.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Changes of who votes, told along the scenarios {@code confchange_v1_*} and {@code confchange_v2_*} of etcd-io/raft.
 * There a change counts once it is decided, here from the moment it is in the log, as the paper proves it (§6): so a
 * new member's own answer counts for its admission, and a leader that is being removed does not count for its removal.
 * The end is the same. That project can leave a joint configuration by hand or switch off the check of changes
 * ({@code confchange_disable_validation}); here the leader always leaves it, and always checks.
 */
class MembershipTest {

    private static Group alone() {
        Group group = Group.of(Group.plain(), 1, 2);
        group.campaign(1);
        group.settle();
        return group;
    }

    private static Group three() {
        Group group = Group.of(Group.plain(), 3, 2);
        group.campaign(1);
        group.settle();
        return group;
    }

    private static void assertVoters(Group group, int member, Integer... voters) {
        assertThat(group.raft(member).log().voters()).isEqualTo(Voters.of(List.of(voters)));
    }

    /** {@code confchange_v1_add_single}, {@code confchange_v2_add_single_auto}. */
    @Test
    void aMemberIsAddedInOneStepAndCaughtUpByASnapshot() {
        Group group = alone();
        group.node(1).compact(3);
        assertThat(group.change(1, 1, 2)).isTrue();
        group.addEmpty(2);
        group.settle();
        assertThat(group.log(1)).containsExactly("1/4 [1, 2]");
        assertThat(group.raft(1).decided()).isEqualTo(4);
        assertThat(group.raft(2).decided()).isEqualTo(4);
        assertVoters(group, 2, 1, 2);
    }

    /** {@code confchange_v2_add_single_explicit}: while a change is under way there is no other. */
    @Test
    void thereIsOneChangeAtATime() {
        Group group = alone();
        assertThat(group.change(1, 1, 2)).isTrue();
        assertThat(group.change(1, 1, 2, 3)).isFalse();
        assertThat(group.raft(1).decided()).as("the new member has not answered").isEqualTo(3);
        group.addEmpty(2);
        group.settle();
        assertThat(group.change(1, 1, 2, 3)).isTrue();
        group.addEmpty(3);
        group.settle();
        assertVoters(group, 3, 1, 2, 3);
    }

    /** {@code confchange_disable_validation}, with the check in force. */
    @Test
    void thereIsNoChangeBeforeTheLeaderHasDecidedSomethingOfItsOwnView() {
        Group group = Group.of(Group.plain(), 3, 2);
        group.campaign(1);
        group.ready(1);
        group.deliver(2);
        group.ready(2);
        group.deliver(1);
        assertThat(group.raft(1).leads()).isTrue();
        assertThat(group.change(1, 1, 2)).isFalse();
        group.settle();
        assertThat(group.change(1, 1, 2)).isTrue();
        assertThat(group.change(2, 1, 2)).as("only a leader").isFalse();
    }

    /** {@code confchange_v1_remove_leader}, {@code confchange_v1_remove_leader_stepdown}. */
    @Test
    void aLeaderThatIsRemovedDecidesThatWithoutItselfAndStepsDown() {
        Group group = three();
        assertThat(group.change(1, 2, 3)).isTrue();
        group.propose(1, "foo");
        group.ready(1);
        group.settle(2);
        group.settle(1);
        assertThat(group.raft(1).decided()).as("one of two is no majority").isEqualTo(3);
        group.settle(3);
        group.settle(1);
        assertThat(group.raft(1).decided()).as("what follows its removal is not its own any more").isEqualTo(4);
        assertThat(group.raft(1).leads()).isFalse();
        group.settle();
        group.campaign(1);
        assertThat(group.raft(1).role()).as("it votes no longer").isEqualTo(Raft.Role.FOLLOWER);
        group.campaign(2);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
        assertThat(group.log(3)).containsExactly("1/3", "1/4 [2, 3]", "1/5 foo", "2/6");
    }

    /** {@code confchange_v2_add_double_auto}, {@code confchange_v2_add_double_implicit}. */
    @Test
    void twoAtOnceNeedBothMajoritiesOnTheWay() {
        Group group = alone();
        group.node(1).compact(3);
        assertThat(group.change(1, 1, 2, 3)).isTrue();
        group.addEmpty(2);
        group.addEmpty(3);
        group.settle(1);
        assertThat(group.log(1)).containsExactly("1/4 [1, 2, 3]&[1]");
        assertThat(group.raft(1).decided()).isEqualTo(3);
        group.settle(1, 2);
        assertThat(group.log(1)).containsExactly("1/4 [1, 2, 3]&[1]", "1/5 [1, 2, 3]");
        group.settle();
        assertVoters(group, 3, 1, 2, 3);
        assertThat(group.change(1, 1)).isTrue();
        group.propose(1, "foo");
        group.settle(1);
        assertThat(group.raft(1).decided()).as("the former ones must agree").isEqualTo(5);
        group.settle(1, 2);
        assertThat(group.log(1)).endsWith("1/6 [1]&[1, 2, 3]", "1/7 foo", "1/8 [1]");
        assertThat(group.raft(1).decided()).isEqualTo(8);
        assertVoters(group, 1, 1);
    }

    /** {@code confchange_v2_replace_leader_stepdown}. */
    @Test
    void theLeaderIsReplacedByAMemberThatIsNew() {
        Group group = three();
        group.node(1).compact(3);
        group.addEmpty(4);
        assertThat(group.change(1, 2, 3, 4)).isTrue();
        group.settle();
        assertThat(group.raft(1).leads()).isFalse();
        assertVoters(group, 2, 2, 3, 4);
        group.campaign(1);
        assertThat(group.raft(1).role()).isEqualTo(Raft.Role.FOLLOWER);
        group.campaign(2);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
        assertVoters(group, 4, 2, 3, 4);
        group.beat(2);
        group.settle();
        assertThat(group.raft(4).decided()).isEqualTo(group.raft(2).decided());
    }

    @Test
    void aNewLeaderFinishesAJointChangeThatTheOldOneLeftHalfDone() {
        Group group = three();
        group.addEmpty(4);
        group.addEmpty(5);
        group.node(1).compact(3);
        assertThat(group.change(1, 3, 4, 5)).isTrue();
        group.settle(1, 2);
        group.settle(3);
        group.drop(1, 2, 4, 5);
        assertThat(group.raft(3).log().voters().joint()).isTrue();
        group.nodes.get(3).compact(3);
        group.campaign(3);
        group.settle(2, 3, 4, 5);
        assertThat(group.raft(3).leads()).isTrue();
        assertVoters(group, 3, 3, 4, 5);
        assertThat(group.raft(3).decided()).isEqualTo(group.raft(3).log().last().height());
    }

    @Test
    void aChangeThatIsOverwrittenWasNever() {
        Group group = three();
        assertThat(group.change(1, 1, 2)).isTrue();
        assertVoters(group, 1, 1, 2);
        group.ready(1);
        group.drop(1, 2, 3);
        group.campaign(3);
        group.settle();
        group.beat(3);
        group.settle();
        assertThat(group.raft(3).leads()).isTrue();
        assertVoters(group, 1, 1, 2, 3);
    }
}
