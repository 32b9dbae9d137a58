package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.base.Digest;
import org.credence.consensus.message.NewViewProof;
import org.credence.consensus.message.ViewChange;
import org.credence.consensus.part.Epoch;
import org.credence.consensus.part.Selection;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;

/** When a VIEW_CHANGE or NEW_VIEW is refused (P§1.4); signatures are not the subject here. */
class ChangeRulesTest {

    private static final Digest GENESIS = Keys.CHAIN;
    private static final Selection AT_GENESIS = new Selection(0, GENESIS, List.of());

    private final ChangeRules rules =
            new ChangeRules(Epoch.endless(Keys.committee(4)), view -> (int) (view % 4), new Select());
    private final SignedBlock one = ReportBuilder.block(4, 1, GENESIS, 1);
    private final SignedBlock two = ReportBuilder.block(4, 2, one.id(), 1);
    private final SignedBlock later = ReportBuilder.block(4, 1, 1, GENESIS, AT_GENESIS.hash(Keys.CHAIN, 0, 1), 1);

    private static ReportBuilder report(long newView) {
        return new ReportBuilder(4, 2, newView);
    }

    @Test
    void honestReportsPass() {
        assertThat(rules.valid(report(1).build())).isTrue();
        assertThat(rules.valid(report(1).tip(one, two).certified(one, 3).build())).isTrue();
        assertThat(rules.valid(report(1).decided(one, 3).tip(two).build())).isTrue();
        assertThat(rules.valid(report(2).tip(later).with(ReportBuilder.opening(1, AT_GENESIS, 3)).build())).isTrue();
    }

    /** B16: a colluding past leader signs a block of a view that never opened. */
    @Test
    void aTipOfAViewWithoutItsProgressCertificateIsWorthNothing() {
        assertThat(rules.valid(report(2).tip(later).build())).isFalse();
        assertThat(rules.valid(report(2).tip(later).with(ReportBuilder.opening(1, AT_GENESIS, 2)).build())).isFalse();
        Selection other = new Selection(0, GENESIS, List.of(one.id()));
        assertThat(rules.valid(report(2).tip(later).with(ReportBuilder.opening(1, other, 3)).build())).isFalse();
    }

    /** B17: a CC needs q votes. */
    @Test
    void aCertificateWithTooFewVotesIsRefused() {
        assertThat(rules.valid(report(1).tip(one).certified(one, 2).build())).isFalse();
        assertThat(rules.valid(report(1).decided(one, 2).build())).isFalse();
    }

    @Test
    void thePathMustConnectToTheDecidedHead() {
        assertThat(rules.valid(report(1).tip(two).build())).isFalse();
        assertThat(rules.valid(report(1).decided(one, 3).tip(one, two).build())).isFalse();
    }

    @Test
    void aTipOfTheNewViewOrAboveIsRefused() {
        assertThat(rules.valid(report(1).tip(later).with(ReportBuilder.opening(1, AT_GENESIS, 3)).build())).isFalse();
    }

    @Test
    void theFirstBlockOfAViewMustStandOnItsBase() {
        Selection base = new Selection(0, GENESIS, List.of(one.id()));
        SignedBlock astray = ReportBuilder.block(4, 1, 1, GENESIS, base.hash(Keys.CHAIN, 0, 1), 1);
        assertThat(rules.valid(report(2).tip(astray).with(ReportBuilder.opening(1, base, 3)).build())).isFalse();
        SignedBlock onBase = ReportBuilder.block(4, 1, 2, one.id(), base.hash(Keys.CHAIN, 0, 1), 1);
        assertThat(rules.valid(report(2).tip(one, onBase).with(ReportBuilder.opening(1, base, 3)).build())).isTrue();
    }

    @Test
    void theLeaderNamedMustBeTheViewsLeader() {
        ViewChange change = report(1).build();
        assertThat(rules.valid(new ViewChange(0, 1, 2, 3, change.decided(), change.highest(), change.tip(),
                change.path(), change.openings(), change.evidence(), change.signature()))).isFalse();
    }

    /** B20: X must be what V and E force. */
    @Test
    void aNewViewWithAnotherSelectionIsRefused() {
        List<ViewChange> changes = List.of(new ReportBuilder(4, 0, 1).tip(one).build(),
                new ReportBuilder(4, 2, 1).build(), new ReportBuilder(4, 3, 1).build());
        Selection right = new Selection(0, GENESIS, List.of(one.id()));
        assertThat(rules.valid(newView(1, changes, right))).isTrue();
        assertThat(rules.valid(newView(1, changes, AT_GENESIS))).isFalse();
    }

    @Test
    void aNewViewNeedsExactlyNMinusFReportsOfDifferentVotersAndItsOwnLeader() {
        ViewChange a = new ReportBuilder(4, 0, 1).build();
        ViewChange b = new ReportBuilder(4, 2, 1).build();
        ViewChange c = new ReportBuilder(4, 3, 1).build();
        assertThat(rules.valid(newView(1, List.of(a, b, c), AT_GENESIS))).isTrue();
        assertThat(rules.valid(newView(1, List.of(a, b), AT_GENESIS))).isFalse();
        assertThat(rules.valid(newView(1, List.of(a, b, b), AT_GENESIS))).isFalse();
        assertThat(rules.valid(newView(1, List.of(b, a, c), AT_GENESIS))).isFalse();
        assertThat(rules.valid(newView(2, List.of(a, b, c), AT_GENESIS))).isFalse();
    }

    private static NewViewProof newView(long view, List<ViewChange> changes, Selection selection) {
        return new NewViewProof(0, view, 1, changes, List.of(), selection, ReportBuilder.SIGNATURE);
    }
}
