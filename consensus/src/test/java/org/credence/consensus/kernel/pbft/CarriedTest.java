package org.credence.consensus.kernel.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Vote;
import org.credence.consensus.message.PbftMessage.Change;
import org.credence.consensus.message.PbftMessage.NewView;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.credence.consensus.protocol.Protocol;
import org.junit.jupiter.api.Test;

/** What a new view takes over, and which reports and NEW_VIEWs are refused; signatures are not the subject here. */
class CarriedTest {

    private static final Digest GENESIS = new Digest(1, 2, 3, 4);
    private static final long VIEW = 9;

    private final Committee committee = new Committee(GENESIS, 0,
            IntStream.range(0, 4).mapToObj(i -> new PublicKey(new Digest(0, 0, 0, i + 1))).toList(),
            Protocol.PBFT.quorum(4));
    private final ViewRules rules = new ViewRules(committee, view -> (int) (view % 4), Base.genesis(GENESIS));
    private final SignedBlock one = block(0, 1, GENESIS, 1);
    private final SignedBlock two = block(0, 2, one.id(), 1);
    private final SignedBlock three = block(0, 3, two.id(), 1);
    private final SignedBlock otherTwo = block(1, 2, one.id(), 2);

    private static SignedBlock block(long view, long height, Digest parent, long salt) {
        Header header = new Header(GENESIS, 0, view, height, parent, Block.payloadRoot(List.of()), (int) (view % 4),
                salt, Digest.ZERO, 0, Digest.ZERO);
        return new SignedBlock(Block.of(header, List.of()), PbftReplica.NO_SIGNATURE);
    }

    private static Certificate votes(Phase phase, long view, SignedBlock block, int count) {
        return new Certificate(phase, new BlockRef(0, view, block.block().height(), block.id()),
                IntStream.range(0, count).mapToObj(member -> new Vote(member, PbftReplica.NO_SIGNATURE)).toList());
    }

    private static Certificate prepared(long view, SignedBlock block) {
        return votes(Phase.CONFIRM, view, block, 3);
    }

    private static Change report(int voter, List<Certificate> prepared, SignedBlock... path) {
        return new Change(0, VIEW, voter, Optional.empty(), prepared, List.of(path), PbftReplica.NO_SIGNATURE);
    }

    private static Change after(int voter, SignedBlock decided, List<Certificate> prepared, SignedBlock... path) {
        DecidedHeader proof = new DecidedHeader(decided.block().header(), List.of(),
                votes(Phase.COMMIT, 3, decided, 3));
        return new Change(0, VIEW, voter, Optional.of(proof), prepared, List.of(path), PbftReplica.NO_SIGNATURE);
    }

    private static List<Digest> carried(Change... changes) {
        return Carried.select(Base.genesis(GENESIS), List.of(changes)).assigned();
    }

    @Test
    void whatOneReportShowsPreparedIsTakenOver() {
        assertThat(carried(report(0, List.of()), report(1, List.of(prepared(0, one), prepared(0, two)), one, two),
                report(2, List.of(prepared(0, one)), one))).containsExactly(one.id(), two.id());
        assertThat(carried(report(0, List.of()), report(1, List.of()), report(2, List.of()))).isEmpty();
    }

    @Test
    void aCertificateTakesItsAncestorsAlong() {
        assertThat(carried(report(0, List.of()), report(1, List.of(prepared(0, three)), one, two, three)))
                .containsExactly(one.id(), two.id(), three.id());
    }

    /** The older one cannot have been decided, or the newer view would have built on it. */
    @Test
    void ofTwoBlocksForOneHeightThatOfTheHigherViewIsTakenOverAndNothingThatStandsOnTheOther() {
        Change old = report(0, List.of(prepared(0, two), prepared(0, three)), one, two, three);
        Change young = report(1, List.of(prepared(1, otherTwo)), one, otherTwo);
        assertThat(carried(old, young)).containsExactly(one.id(), otherTwo.id());
        assertThat(carried(young, old)).containsExactly(one.id(), otherTwo.id());
    }

    /**
     * View 1 got no further than voting anew on the lower block: what view 0 may have decided above it must not get
     * lost to the rank of that certificate.
     */
    @Test
    void aCertificateOfALaterViewOnALowerBlockDoesNotHideWhatStandsOnIt() {
        assertThat(carried(report(0, List.of(prepared(1, one)), one),
                report(1, List.of(prepared(0, one), prepared(0, two)), one, two))).containsExactly(one.id(), two.id());
    }

    @Test
    void theHighestDecidedBlockIsWhereItSetsOut() {
        Selection selection = Carried.select(Base.genesis(GENESIS), List.of(after(0, one, List.of()),
                report(1, List.of(prepared(0, two)), one, two), report(2, List.of())));
        assertThat(selection).isEqualTo(new Selection(1, one.id(), List.of(two.id())));
        Selection beyond = Carried.select(Base.genesis(GENESIS), List.of(after(0, otherTwo, List.of()),
                report(1, List.of(prepared(0, three)), one, two, three), report(2, List.of())));
        assertThat(beyond).isEqualTo(new Selection(2, otherTwo.id(), List.of()));
    }

    @Test
    void honestReportsPass() {
        assertThat(rules.valid(report(0, List.of()))).isTrue();
        assertThat(rules.valid(report(0, List.of(prepared(0, one), prepared(3, two)), one, two))).isTrue();
        assertThat(rules.valid(after(0, one, List.of(prepared(0, two)), two))).isTrue();
    }

    @Test
    void aReportWithoutCertificateIsRefused() {
        assertThat(rules.valid(report(0, List.of(), one))).isFalse();
        assertThat(rules.valid(report(0, List.of(votes(Phase.CONFIRM, 0, one, 2)), one))).isFalse();
        assertThat(rules.valid(report(0, List.of(votes(Phase.COMMIT, 0, one, 3)), one))).isFalse();
        assertThat(rules.valid(report(0, List.of(prepared(0, one)), one, two))).isFalse();
        assertThat(rules.valid(report(0, List.of(prepared(0, one))))).isFalse();
    }

    @Test
    void aCertificateOfTheNewViewOrBelowTheBlocksOwnIsRefused() {
        assertThat(rules.valid(report(0, List.of(prepared(VIEW, one)), one))).isFalse();
        assertThat(rules.valid(report(0, List.of(prepared(0, otherTwo)), one, otherTwo))).isFalse();
    }

    @Test
    void aPathMustBeAChainOfTheLeadersBlocks() {
        assertThat(rules.valid(report(0, List.of(prepared(0, three)), one, three))).isFalse();
        assertThat(rules.valid(report(0, List.of(prepared(0, two)), two))).isFalse();
        assertThat(rules.valid(after(0, one, List.of(prepared(0, three)), three))).isFalse();
        Header h = one.block().header();
        Header foreign = new Header(h.chainId(), 0, 0, 1, GENESIS, h.payloadRoot(), 2, 0, Digest.ZERO, 0, Digest.ZERO);
        SignedBlock astray = new SignedBlock(Block.of(foreign, List.of()), PbftReplica.NO_SIGNATURE);
        assertThat(rules.valid(report(0, List.of(prepared(0, astray)), astray))).isFalse();
    }

    @Test
    void aNewViewThatDoesNotFollowFromItsReportsIsRefused() {
        List<Change> changes = List.of(report(0, List.of(prepared(0, one)), one), report(2, List.of()),
                report(3, List.of()));
        Selection right = new Selection(0, GENESIS, List.of(one.id()));
        assertThat(rules.valid(newView(1, changes, right))).isTrue();
        assertThat(rules.valid(newView(1, changes, new Selection(0, GENESIS, List.of())))).isFalse();
        assertThat(rules.valid(newView(2, changes, right))).isFalse();
        assertThat(rules.valid(newView(1, changes.reversed(), right))).isFalse();
        assertThat(rules.valid(newView(1, changes.subList(0, 2), right))).isFalse();
        List<Change> twice = new ArrayList<>(changes.subList(0, 2));
        twice.add(changes.get(1));
        assertThat(rules.valid(newView(1, twice, right))).isFalse();
    }

    private static NewView newView(int leader, List<Change> changes, Selection selection) {
        return new NewView(0, VIEW, leader, changes, selection, PbftReplica.NO_SIGNATURE);
    }
}
