package org.credence.consensus.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.credence.consensus.part.Quorum;
import org.credence.consensus.part.SignedBlock;
import org.junit.jupiter.api.Test;

/** Which reported blocks need no check of one's own (external validity, P§1.5). */
class VouchedTest {

    private static final Quorum FOUR = Quorum.of(4);

    private final SignedBlock a = ReportBuilder.block(4, 1, Keys.CHAIN, 1);
    private final SignedBlock b = ReportBuilder.block(4, 2, a.id(), 1);

    private static ReportBuilder report(int voter) {
        return new ReportBuilder(4, voter, 1);
    }

    @Test
    void oneReportProvesNothing() {
        assertThat(Vouched.in(List.of(report(0).tip(a, b).build(), report(1).build(), report(2).build()), FOUR))
                .isEmpty();
    }

    @Test
    void twoOfFourHoldOneWhoChecked() {
        assertThat(Vouched.in(List.of(report(0).tip(a, b).build(), report(1).tip(a).build(), report(2).build()), FOUR))
                .containsExactly(a.id());
    }

    @Test
    void aCertificateVouchesForAllBelowIt() {
        assertThat(Vouched.in(List.of(report(0).tip(a, b).certified(b, 3).build(), report(1).build()), FOUR))
                .containsExactlyInAnyOrder(a.id(), b.id());
    }
}
