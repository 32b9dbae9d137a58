package org.credence.simulator.check;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.PbftMessage;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.setup.Calendar;
import org.junit.jupiter.api.Test;

/** A1 holds when two of four are convicted and both lie, and breaks when fewer are, or somebody who does not. */
class AccountabilityTest {

    private static final Digest CHAIN = new Digest(1, 2, 3, 4);
    private static final Signature SIGNATURE = new Signature(CHAIN, CHAIN);

    private final Judge judge = judge(Protocol.CBFT);
    private final SignedBlock a = block(1, CHAIN, 1);
    private final SignedBlock b = block(1, CHAIN, 2);

    /** Members 0 and 1 lie. */
    private static Judge judge(Protocol protocol) {
        List<PublicKey> keys =
                IntStream.range(0, 4).mapToObj(i -> new PublicKey(new Digest(i, i, i, i))).toList();
        return new Judge(Calendar.of(new Committee(CHAIN, 0, keys, protocol.quorum(4)), 0), (_, _, _) -> true,
                member -> member > 1,
                CHAIN, EnumSet.allOf(Invariant.class));
    }

    private static SignedBlock block(long height, Digest parent, long timeMs) {
        return new SignedBlock(Block.of(new Header(CHAIN, 0, 0, height, parent, Block.payloadRoot(List.of()), 0, timeMs,
                Digest.ZERO, 0, CHAIN), List.of()), SIGNATURE);
    }

    private static Message vote(Phase phase, SignedBlock block) {
        return new Message.Ballot(phase, block.ref(), SIGNATURE);
    }

    private static Message report(int voter, Optional<BlockRef> tip, List<SignedBlock> path) {
        return new Message.Change(new ViewChange(0, 1, voter, 1, Optional.empty(), Optional.empty(), tip, path,
                List.of(), List.of(), SIGNATURE));
    }

    private void votesTwice(int member) {
        judge.heard(member, vote(Phase.CONFIRM, a));
        judge.heard(member, vote(Phase.CONFIRM, b));
    }

    private static void breaks(Judge judge) {
        assertThatExceptionOfType(Broken.class).isThrownBy(judge::convict)
                .matches(broken -> broken.invariant() == Invariant.A1);
    }

    private static void holds(Judge judge) {
        assertThatCode(judge::convict).doesNotThrowAnyException();
    }

    @Test
    void twoOfFourThatVoteTwiceAreEnoughAndOneIsNot() {
        votesTwice(1);
        breaks(judge);
        votesTwice(0);
        holds(judge);
    }

    @Test
    void nobodyIsConvictedForSayingTheSameAgainOrForVotingWithLiars() {
        votesTwice(0);
        judge.heard(1, vote(Phase.CONFIRM, a));
        judge.heard(1, vote(Phase.CONFIRM, a));
        judge.heard(1, vote(Phase.COMMIT, a));
        breaks(judge);
    }

    @Test
    void aCorrectMemberAmongTheConvictedIsWorseThanNoFork() {
        votesTwice(0);
        votesTwice(1);
        votesTwice(2);
        breaks(judge);
    }

    @Test
    void aReportThatHidesAVoteConvictsWhoeverSignedBoth() {
        votesTwice(0);
        judge.heard(1, vote(Phase.CONFIRM, a));
        judge.heard(2, report(1, Optional.of(a.ref()), List.of(a)));
        breaks(judge);
        judge.heard(2, report(1, Optional.empty(), List.of()));
        holds(judge);
    }

    @Test
    void votesOfOneViewOnTwoChainsConvict() {
        SignedBlock above = block(2, b.id(), 3);
        judge.sent(0, Message.Propose.passedOn(b));
        judge.sent(0, Message.Propose.passedOn(above));
        votesTwice(0);
        judge.heard(1, vote(Phase.CONFIRM, above));
        breaks(judge);
        judge.heard(1, vote(Phase.CONFIRM, a));
        holds(judge);
    }

    /** With PBFT what was COMMITted has to be shown as prepared. */
    @Test
    void aReportThatHidesACommitConvicts() {
        Judge ofPbft = judge(Protocol.PBFT);
        ofPbft.sent(0, Message.Propose.passedOn(a));
        for (int member = 0; member < 2; member++) {
            ofPbft.heard(member, vote(Phase.COMMIT, a));
            breaks(ofPbft);
            ofPbft.heard(2, new PbftMessage.Change(0, 1, member, Optional.empty(), List.of(), List.of(), SIGNATURE));
        }
        holds(ofPbft);
    }
}
