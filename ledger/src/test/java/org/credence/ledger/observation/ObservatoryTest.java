package org.credence.ledger.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Signature;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;

class ObservatoryTest {

    private static final int SELF = 0;
    private static final int LEADER = 1;
    private static final long MILLI = 1_000_000;
    private static final Signature SIGNATURE = Signature.of(new byte[Signature.LENGTH]);

    private final Observatory observatory = new Observatory(SELF, Quorum.of(Quorum.Rule.TWO_LANES, 4));

    private static SignedBlock block(long height) {
        return new SignedBlock(Block.of(new Header(Digest.ZERO, 0, 0, height, Digest.ZERO, Block.payloadRoot(List.of()),
                LEADER, 0, Digest.ZERO, 0, Digest.ZERO), List.of()), SIGNATURE);
    }

    /** A block that arrives after a second and gets the CONFIRM of each of these {@code lag} later. */
    private void voted(long height, long lag, int... members) {
        observatory.saw(LEADER, Message.Propose.passedOn(block(height)), 1_000 * MILLI);
        for (int member : members) {
            confirm(member, height, 1_000 + lag);
        }
    }

    private void confirm(int member, long height, long atMillis) {
        vote(member, Phase.CONFIRM, block(height).ref(), atMillis);
    }

    private void vote(int member, Phase phase, BlockRef block, long atMillis) {
        observatory.saw(member, new Message.Ballot(phase, block, SIGNATURE), atMillis * MILLI);
    }

    private void decided(long from, long to) {
        for (long height = from; height <= to; height++) {
            observatory.decided(height, block(height).id());
        }
    }

    private Measured of(int member) {
        return observatory.measured().get(member);
    }

    @Test
    void aVoteThatCameInTimeCountsAndOneThatDidNotIsMissed() {
        for (long height = 1; height <= 4; height++) {
            voted(height, 3, 0, 1, 2);
        }
        decided(1, 4 + Observatory.GRACE);
        assertThat(of(1)).isEqualTo(new Measured(Measured.UNKNOWN, 3, 0, 1, 1, 4));
        assertThat(of(3)).isEqualTo(new Measured(Measured.UNKNOWN, Measured.UNKNOWN, 4, 0, 1, 4));
    }

    @Test
    void aLateVoteStillCountsWithinTheGrace() {
        voted(1, 3, 0, 1, 2);
        decided(1, Observatory.GRACE);
        confirm(3, 1, 1_900);
        decided(1 + Observatory.GRACE, 1 + Observatory.GRACE);
        assertThat(of(3).missed()).isZero();
        assertThat(of(3).confirmLagMs()).isEqualTo(900);
    }

    @Test
    void blocksThatThisMemberOnlyCaughtUpWithSayNothing() {
        voted(1, 3, 0, 1);
        decided(1, 20);
        assertThat(observatory.measured()).allSatisfy(measured -> assertThat(measured.missed()).isZero());
    }

    @Test
    void aVoteBeforeTheBlockHasNoLag() {
        confirm(1, 1, 5);
        confirm(2, 1, 5);
        voted(1, 0, 0);
        decided(1, 1 + Observatory.GRACE);
        assertThat(of(1).confirmLagMs()).isZero();
    }

    @Test
    void votesForBlocksThatWereNotDecidedCountForNobody() {
        BlockRef rival = new BlockRef(0, 0, 1, new Digest(1, 0, 0, 2));
        voted(1, 2, 0, 1, 2);
        vote(3, Phase.CONFIRM, rival, 1_001);
        decided(1, 1 + Observatory.GRACE);
        assertThat(of(3).missed()).isEqualTo(1);
    }

    @Test
    void theLeadersVoteComesWithItsProposalAndACommitIsNoConfirm() {
        observatory.saw(LEADER, Message.Propose.of(block(1), SIGNATURE), 1_000 * MILLI);
        confirm(0, 1, 1_001);
        confirm(2, 1, 1_002);
        vote(3, Phase.COMMIT, block(1).ref(), 1_003);
        decided(1, 1 + Observatory.GRACE);
        assertThat(of(LEADER).missed()).isZero();
        assertThat(of(LEADER).confirmLagMs()).isZero();
        assertThat(of(3).missed()).isEqualTo(1);
    }

    @Test
    void aSlotIsAsManyBlocksAsThereAreMembersAndOneVoteInItSuffices() {
        for (long height = 1; height <= 8; height++) {
            if (height == 2) {
                voted(height, 1, 0, 1, 2, 3);
            } else {
                voted(height, 1, 0, 1, 2);
            }
        }
        decided(1, 8 + Observatory.GRACE);
        assertThat(of(3)).isEqualTo(new Measured(Measured.UNKNOWN, 1, 7, 1, 2, 8));
    }

    @Test
    void theMedianOfAnswersIsReportedAndTimesBeyondTheLimitAreTheLimit() {
        List.of(7L, 3L, 900L).forEach(millis -> observatory.answered(1, millis * MILLI));
        observatory.answered(2, 100_000_000 * MILLI);
        assertThat(of(1).rttMs()).isEqualTo(7);
        assertThat(of(2).rttMs()).isEqualTo(Measured.UNKNOWN);
    }

    @Test
    void aNewEpochBeginsAnew() {
        observatory.answered(1, MILLI);
        voted(1, 1, 0, 1, 2);
        decided(1, 1 + Observatory.GRACE);
        observatory.begin();
        assertThat(of(1)).isEqualTo(new Measured(Measured.UNKNOWN, Measured.UNKNOWN, 0, 0, 0, 0));
    }

    @Test
    void whatIsFarAheadOrLongDecidedIsNotKept() {
        decided(1, 100);
        confirm(1, 50, 0);
        confirm(1, 1_000_000, 0);
        decided(101, 200);
        assertThat(of(1).confirmLagMs()).isEqualTo(Measured.UNKNOWN);
    }
}
