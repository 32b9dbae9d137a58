package org.credence.consensus.kernel.raft;

import static org.assertj.core.api.Assertions.assertThat;

import org.credence.consensus.engine.Reason;
import org.junit.jupiter.api.Test;

/**
 * Who becomes leader, told along the scenarios {@code campaign}, {@code single_node}, {@code prevote},
 * {@code checkquorum} and {@code forget_leader} of etcd-io/raft. Its lease for reads
 * ({@code forget_leader_read_only_lease_based}) has no counterpart here: nobody reads through the log.
 */
class ElectionsTest {

    @Test
    void whoeverStandsIsElectedByTheOthersAndDecidesAnEntryOfItsOwnView() {
        Group group = Group.of(Group.plain(), 3, 2);
        group.campaign(1);
        assertThat(group.raft(1).role()).isEqualTo(Raft.Role.CANDIDATE);
        group.settle();
        assertThat(group.raft(1).leads()).isTrue();
        for (int member = 1; member <= 3; member++) {
            assertThat(group.raft(member).view()).isEqualTo(1);
            assertThat(group.raft(member).leader()).hasValue(1);
            assertThat(group.raft(member).decided()).isEqualTo(3);
            assertThat(group.log(member)).containsExactly("1/3");
        }
    }

    @Test
    void aSingleMemberElectsItselfAndDecidesAtOnce() {
        Group group = Group.of(Group.plain(), 1, 3);
        group.campaign(1);
        group.settle();
        assertThat(group.raft(1).leads()).isTrue();
        assertThat(group.node(1).decided).extracting(Group::text).containsExactly("1/4");
    }

    @Test
    void aMemberVotesOncePerViewAlsoAfterACrash() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.campaign(2);
        group.ready(1, 2);
        group.drop(1, 2);
        group.deliver(3);
        group.node(3).crashAfter(group.node(3).unsynced());
        group.raft(3).receive(2, new LogMessage.VoteRequest<>(1, new Position(0, 10)));
        group.ready(3);
        assertThat(group.network).containsExactly(new Group.Sent(3, 2, new LogMessage.Vote<>(1, false)));
    }

    @Test
    void whoeverLacksWhatMayBeDecidedIsNotElected() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.settle(1, 2);
        group.drop(3);
        group.campaign(3);
        group.settle();
        assertThat(group.raft(3).leads()).isFalse();
        assertThat(group.raft(3).view()).isEqualTo(2);
        assertThat(group.raft(1).leads()).as("the higher view deposes it").isFalse();
        group.campaign(2);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
        assertThat(group.log(3)).containsExactly("1/11", "1/12 a", "3/13");
    }

    @Test
    void withTrialsAMemberThatIsBehindDisturbsNobody() {
        Group group = Group.of(new RaftOptions(true, false, 256, 64, Group.TIMEOUT), 3, 10);
        group.campaign(1);
        group.settle();
        group.propose(1, "a");
        group.ready(1);
        group.deliver(2);
        group.ready(2);
        group.drop(3);
        group.campaign(3);
        assertThat(group.raft(3).role()).isEqualTo(Raft.Role.TRIAL);
        group.settle();
        assertThat(group.raft(1).leads()).isTrue();
        assertThat(group.nodes.values()).allSatisfy(node -> assertThat(group.raft(1).view()).isEqualTo(1));
        group.beat(1);
        group.settle();
        assertThat(group.log(3)).containsExactly("1/11", "1/12 a");
        group.campaign(2);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
        assertThat(group.raft(2).view()).isEqualTo(2);
    }

    @Test
    void withCheckQuorumALeaderThatHearsFromNoMajorityStepsDown() {
        Group group = Group.of(new RaftOptions(false, true, 256, 64, Group.TIMEOUT), 3, 10);
        group.campaign(1);
        group.settle();
        group.campaign(2);
        group.settle();
        assertThat(group.raft(1).leads()).as("while it is heard, nobody takes part in an election").isTrue();
        assertThat(group.node(1).ignored).contains(Reason.NOT_THE_LEADER);
        assertThat(group.raft(2).view()).isEqualTo(2);
        group.elapse(1, Group.TIMEOUT);
        assertThat(group.raft(1).leads()).as("it was heard of in this interval").isTrue();
        group.elapse(1, Group.TIMEOUT);
        assertThat(group.raft(1).leads()).isFalse();
        assertThat(group.raft(1).view()).isEqualTo(1);
        group.campaign(2);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
        assertThat(group.raft(2).view()).isEqualTo(3);
        assertThat(group.log(3)).containsExactly("1/11", "3/12");
    }

    @Test
    void aRestartedMemberHasForgottenItsLeaderButNotItsViewAndTakesItsWordAgain() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.campaign(1);
        group.settle();
        group.node(2).restart();
        assertThat(group.raft(2).leader()).isEmpty();
        assertThat(group.raft(2).view()).isEqualTo(1);
        group.beat(1);
        group.settle();
        assertThat(group.raft(2).leader()).hasValue(1);
        assertThat(group.raft(2).decided()).isEqualTo(11);
    }

    @Test
    void timeWithoutALeaderBeginsAnElection() {
        Group group = Group.of(Group.plain(), 3, 10);
        group.elapse(2, Group.TIMEOUT - 1);
        assertThat(group.raft(2).role()).isEqualTo(Raft.Role.FOLLOWER);
        group.elapse(2, 1);
        group.settle();
        assertThat(group.raft(2).leads()).isTrue();
    }

    @Test
    void twoCandidatesOfOneViewAreNeverBothElected() {
        Group group = Group.of(Group.plain(), 4, 10);
        group.campaign(1);
        group.campaign(2);
        group.ready(1, 2);
        group.settle();
        assertThat(group.nodes.keySet().stream().filter(member -> group.raft(member).leads()).count())
                .isLessThanOrEqualTo(1);
    }
}
