package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Base;
import org.credence.consensus.part.Evidence;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;

/** Select of P§1.4, on the reports that the attacks of P§2.2 lead to. */
class SelectTest {

    private static final Digest GENESIS = Keys.CHAIN;

    private final Select select = new Select();

    private Optional<Selection> select(int n, List<Evidence> evidence, ViewChange... changes) {
        return select.select(Base.genesis(GENESIS), List.of(changes), evidence, Quorum.of(n));
    }

    private static ReportBuilder report(int n, int voter) {
        return new ReportBuilder(n, voter, 1);
    }

    @Test
    void nothingReportedStartsAtGenesis() {
        assertThat(select(4, List.of(), report(4, 0).build(), report(4, 1).build(), report(4, 2).build()))
                .contains(new Selection(0, GENESIS, List.of()));
    }

    @Test
    void theHighestTipWinsWhenNobodyEquivocated() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 0);
        SignedBlock b = ReportBuilder.block(4, 2, a.id(), 0);
        assertThat(select(4, List.of(), report(4, 0).tip(a).build(), report(4, 1).build(),
                report(4, 2).tip(a, b).build())).contains(new Selection(0, GENESIS, List.of(a.id(), b.id())));
    }

    @Test
    void theHighestDecidedHeadIsWhereItStarts() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 0);
        SignedBlock b = ReportBuilder.block(4, 2, a.id(), 0);
        assertThat(select(4, List.of(), report(4, 0).decided(a, 3).tip(b).build(), report(4, 1).build(),
                report(4, 2).tip(a, b).build())).contains(new Selection(1, a.id(), List.of(b.id())));
    }

    /**
     * A-C2: c1 decided A alone and is gone; the equivocator is out of V, so two of three report A and none can outvote
     * it.
     */
    @Test
    void aDecidedBlockSurvivesTheEquivocationOfItsProposer() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock b = ReportBuilder.block(4, 1, GENESIS, 2);
        assertThat(select(4, List.of(), report(4, 1).tip(a).build(), report(4, 2).tip(a).build(),
                report(4, 3).tip(b).build())).contains(new Selection(0, GENESIS, List.of(a.id())));
    }

    @Test
    void anEquivocatorsOwnReportIsNotCounted() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock b = ReportBuilder.block(4, 1, GENESIS, 2);
        assertThat(select(4, List.of(), report(4, 0).tip(b).build(), report(4, 2).tip(a).build(),
                report(4, 3).tip(b).build())).isEmpty();
    }

    @Test
    void evidenceOfTheLeaderExcludesLikeReportedBlocks() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock b = ReportBuilder.block(4, 1, GENESIS, 2);
        Evidence evidence = new Evidence.Equivocation(a.header(), b.header());
        assertThat(select(4, List.of(evidence), report(4, 0).build(), report(4, 2).tip(a).build(),
                report(4, 3).tip(a).build())).isEmpty();
    }

    @Test
    void withTooLittleSupportNoneOfTwoRivalsIsKept() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock b = ReportBuilder.block(4, 1, GENESIS, 2);
        assertThat(select(4, List.of(), report(4, 1).tip(a).build(), report(4, 2).build(), report(4, 3).tip(b).build()))
                .contains(new Selection(0, GENESIS, List.of()));
    }

    /** A block with a CC may be decided by COMMITs; rivals have lost whatever their support. */
    @Test
    void aCertifiedBlockBeatsSupportForItsRival() {
        SignedBlock a = ReportBuilder.block(7, 1, GENESIS, 1);
        SignedBlock b = ReportBuilder.block(7, 1, GENESIS, 2);
        assertThat(select(7, List.of(), report(7, 1).tip(b).build(), report(7, 2).tip(b).build(),
                report(7, 3).tip(b).build(), report(7, 4).tip(a).certified(a, 5).build(), report(7, 5).tip(a).build()))
                .contains(new Selection(0, GENESIS, List.of(a.id())));
    }

    @Test
    void aTipOfALowerViewDoesNotCount() {
        Selection base = new Selection(0, GENESIS, List.of());
        SignedBlock old = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock older = ReportBuilder.block(4, 2, old.id(), 1);
        SignedBlock now = ReportBuilder.block(4, 1, 1, GENESIS, base.hash(Keys.CHAIN, 0, 1), 3);
        assertThat(select(4, List.of(), new ReportBuilder(4, 0, 2).tip(old, older).build(),
                new ReportBuilder(4, 2, 2).tip(now).with(ReportBuilder.opening(1, base, 3)).build(),
                new ReportBuilder(4, 3, 2).tip(old, older).build()))
                .contains(new Selection(0, GENESIS, List.of(now.id())));
    }

    /**
     * Rivals of view 1 without support fall, but not what view 1 was opened on: view 0 may have decided it. The
     * simulator found this.
     */
    @Test
    void whatTheViewWasOpenedOnSurvivesRivalsAboveIt() {
        SignedBlock a = ReportBuilder.block(4, 1, GENESIS, 1);
        Selection base = new Selection(0, GENESIS, List.of(a.id()));
        SignedBlock x = ReportBuilder.block(4, 1, 2, a.id(), base.hash(Keys.CHAIN, 0, 1), 2);
        SignedBlock y = ReportBuilder.block(4, 1, 2, a.id(), base.hash(Keys.CHAIN, 0, 1), 3);
        assertThat(select(4, List.of(),
                new ReportBuilder(4, 0, 2).tip(a, x).with(ReportBuilder.opening(1, base, 3)).build(),
                new ReportBuilder(4, 2, 2).tip(a, y).with(ReportBuilder.opening(1, base, 3)).build(),
                new ReportBuilder(4, 3, 2).tip(a).build()))
                .contains(new Selection(0, GENESIS, List.of(a.id())));
    }

    /**
     * Decision 0002: the view of the decided head counts, or a stale tip could outlive a decision nobody reports above.
     */
    @Test
    void aStaleTipDoesNotOutliveADecisionOfALaterView() {
        Selection base = new Selection(0, GENESIS, List.of());
        SignedBlock decided = ReportBuilder.block(4, 1, 1, GENESIS, base.hash(Keys.CHAIN, 0, 1), 3);
        SignedBlock stale = ReportBuilder.block(4, 1, GENESIS, 1);
        SignedBlock staler = ReportBuilder.block(4, 2, stale.id(), 1);
        assertThat(select(4, List.of(), new ReportBuilder(4, 0, 2).decided(decided, 3).build(),
                new ReportBuilder(4, 2, 2).decided(decided, 3).build(),
                new ReportBuilder(4, 3, 2).tip(stale, staler).build()))
                .contains(new Selection(1, decided.id(), List.of()));
    }
}
