package org.credence.consensus.part;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.credence.consensus.part.Quorum.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuorumTest {

    /** The table of P§1.1. */
    @ParameterizedTest
    @CsvSource({"4,1,1,3,3,3,2", "5,1,1,4,4,4,3", "6,1,1,5,4,5,4", "6,1,2,4,4,5,3", "7,2,1,6,5,5,3", "9,2,2,7,6,7,4",
            "10,3,1,9,7,7,4", "21,6,2,19,14,15,8", "31,10,1,30,21,21,11", "100,33,1,99,67,67,34",
            "100,25,13,87,63,75,38",
            "100,20,20,80,61,80,41"})
    void thresholds(int n, int f, int p, int fast, int slow, int change, int support) {
        Quorum quorum = new Quorum(n, f, p);
        assertThat(quorum.fast()).isEqualTo(fast);
        assertThat(quorum.slow()).isEqualTo(slow);
        assertThat(quorum.change()).isEqualTo(change);
        assertThat(quorum.support()).isEqualTo(support);
        assertThat(quorum.weak()).isEqualTo(f + 1);
    }

    @ParameterizedTest
    @CsvSource({"3,1,0", "4,1,2", "6,2,0", "8,2,2", "4,-1,0", "4,0,1", "4,1,-1", "6,1,3"})
    void refusesWhatTheArithmeticDoesNotSupport(int n, int f, int p) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(n, f, p)).withMessageContaining("f=" + f);
    }

    /** The facts that the safety proof rests on (P§1.5), for every legal configuration up to 40 members. */
    @Test
    void quorumsIntersectAsTheProofNeeds() {
        for (int n = 1; n <= 40; n++) {
            for (int f = 0; 3 * f + 1 <= n; f++) {
                for (int p = 0; p == 0 || f > 0 && 3 * f + 2 * p - 1 <= n; p++) {
                    Quorum q = new Quorum(n, f, p);
                    assertThat(2 * q.slow() - n).as("F1 %s", q).isGreaterThanOrEqualTo(f + 1);
                    assertThat(p + f).as("F2 %s", q).isLessThan(q.slow());
                    assertThat(q.fast() + q.change() - n - f).as("F3 %s", q).isGreaterThanOrEqualTo(1);
                    assertThat(q.change() - q.support()).as("F4 %s", q).isLessThan(f == 0 ? n : q.support());
                    assertThat(q.slow() + q.change() - n - f).as("F5 %s", q).isGreaterThanOrEqualTo(1);
                    assertThat(q.fast()).as("a fast decision has a certificate %s", q).isGreaterThanOrEqualTo(q.slow());
                    assertThat(q.slow()).as("q reachable %s", q).isLessThanOrEqualTo(n - f);
                }
            }
        }
    }

    @Test
    void ofTakesTheMostFaultsAndTheWidestFastLane() {
        for (int n = 1; n <= 100; n++) {
            Quorum quorum = Quorum.of(n);
            int size = n;
            assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(size, quorum.f() + 1, 0));
            if (quorum.f() > 0) {
                assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(size, quorum.f(), quorum.p() + 1));
            }
        }
    }

    /** Any two quorums share a correct member, a quorum is reachable, and it meets what a view change gathers. */
    @ParameterizedTest
    @EnumSource
    void quorumsOfEveryRuleIntersect(Rule rule) {
        for (int n = 1; n <= 100; n++) {
            Quorum q = Quorum.of(rule, n);
            int liars = rule.byzantine() ? q.f() : 0;
            assertThat(2 * q.slow() - n).as("intersect %s", q).isGreaterThan(liars);
            assertThat(q.slow() + q.change() - n).as("reported %s", q).isGreaterThan(liars);
            assertThat(q.slow()).as("reachable %s", q).isLessThanOrEqualTo(n - q.f());
            assertThat(n - q.f()).as("one holder stays %s", q).isGreaterThanOrEqualTo(q.weak());
            int size = n;
            assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(rule, size, q.f() + 1, 0));
        }
    }

    @ParameterizedTest
    @CsvSource({"TWO_LANES,7,6,5", "TWO_ROUNDS,7,99,5", "MAJORITY,7,4,99", "MAJORITY,4,3,99", "TWO_ROUNDS,4,99,3"})
    void theRuleSaysWhichVotesDecide(Rule rule, int n, int confirms, int commits) {
        Quorum quorum = Quorum.of(rule, n);
        for (int votes = 0; votes <= n; votes++) {
            assertThat(quorum.decides(Phase.CONFIRM, votes)).isEqualTo(votes >= confirms);
            assertThat(quorum.decides(Phase.COMMIT, votes)).isEqualTo(votes >= commits);
        }
    }

    @Test
    void onlyTwoLanesHaveAFastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Quorum(Rule.TWO_ROUNDS, 7, 2, 1))
                .withMessageContaining("p=1");
    }
}
