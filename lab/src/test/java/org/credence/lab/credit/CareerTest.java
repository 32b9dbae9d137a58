package org.credence.lab.credit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a bad member lost the lead, and by what it regained it. */
class CareerTest {

    private static final int TENURES = 5;

    private static Career career(List<Integer> places, String bad) {
        return new Career(places, bad.chars().mapToObj(c -> c == 'x').toList(), TENURES);
    }

    @Test
    void itIsCountedFromTheFirstBadEpoch() {
        Career career = career(List.of(0, 1, 1, 5, 6), ".xx.");

        assertThat(career.onset()).hasValue(1);
        assertThat(career.lostAfter()).hasValue(2);
        assertThat(career.leads(1)).contains(true);
        assertThat(career.leads(2)).contains(false);
        assertThat(career.leads(4)).isEmpty();
        assertThat(career.regained()).isEmpty();
    }

    @Test
    void whoeverBehavesMayLeadAgain() {
        assertThat(career(List.of(0, 6, 6, 6, 2), "x...").regained()).containsExactly(3);
        assertThat(career(List.of(0, 6, 2, 6, 2), "x.x.").regained()).containsExactly(1, 1);
    }

    @Test
    void whoeverDoesNotBehaveLeadsUndeserved() {
        Career career = career(List.of(0, 6, 6, 2), "xxx");

        assertThat(career.regained()).containsExactly(0);
    }

    @Test
    void whoeverIsNeverBadLosesNothing() {
        Career career = career(List.of(0, 6, 6), "..");

        assertThat(career.onset()).isEmpty();
        assertThat(career.lostAfter()).isEmpty();
        assertThat(career.regained()).isEmpty();
        assertThat(career.judgedWithin(1)).isFalse();
    }

    @Test
    void keepingTheLeadIsSaidSo() {
        Career career = career(List.of(0, 0, 0, 0), "xxx");

        assertThat(career.lostAfter()).isEmpty();
        assertThat(career.judgedWithin(2)).isTrue();
    }
}
