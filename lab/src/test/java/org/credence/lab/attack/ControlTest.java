package org.credence.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.credence.consensus.message.Message;
import org.credence.lab.cbft.CreditTable;
import org.credence.lab.cbft.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The published form holds on the same schedules once the one thing is taken away that an attack is about: so it is
 * that thing which breaks it, and not the laboratory.
 */
class ControlTest {

    private static final int SEEDS = 3;

    /** An attack with another reading, or without its lies, or with other tables. */
    private static final class Changed extends Attack {
        private final Attack attack;
        private final Reading reading;
        private final boolean even;
        private final boolean honest;

        Changed(Attack attack, Reading reading, boolean even, boolean honest) {
            super(attack.id(), attack.title(), attack.harm(), attack.members());
            this.attack = attack;
            this.reading = reading;
            this.even = even;
            this.honest = honest;
        }

        @Override
        public String sentence() {
            return attack.sentence();
        }

        @Override
        public String remedy() {
            return attack.remedy();
        }

        @Override
        public Reading reading() {
            return reading;
        }

        @Override
        CreditTable table(int member) {
            return even ? CreditTable.even(members()) : attack.table(member);
        }

        @Override
        Scene scene() {
            Scene scene = attack.scene();
            return honest ? new Honest(scene) : scene;
        }
    }

    /** The same schedule with nobody but correct members. */
    private static final class Honest extends Scene {
        private final Scene scene;

        Honest(Scene scene) {
            this.scene = scene;
        }

        @Override
        public Set<Integer> liars() {
            return Set.of();
        }

        @Override
        Optional<Liar.Maker> lie(int member) {
            return Optional.empty();
        }

        @Override
        public long delayMicros(long nowMicros, int from, int to, Message message) {
            return scene.delayMicros(nowMicros, from, to, message);
        }
    }

    private static void holds(Attack attack) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            assertThat(Performance.published(attack, seed)).as("%s seed %d", attack.id(), seed)
                    .isInstanceOf(Finding.Held.class);
        }
    }

    static Stream<Attack> attacksByLiars() {
        return CbftAttacks.all().stream()
                .filter(attack -> !attack.scene().liars().isEmpty() && !(attack instanceof PickedReports));
    }

    @ParameterizedTest
    @MethodSource("attacksByLiars")
    void withoutTheLiarsThePublishedFormHolds(Attack attack) {
        holds(new Changed(attack, attack.reading(), false, true));
    }

    @Test
    void asynchronyAloneForksOnlyUnderTheFirstReadingOfQ() {
        holds(new Changed(new PureAsynchrony(), Reading.accepted(), false, false));
    }

    /** Asynchrony alone forks reading (i), so only the picking is taken away here. */
    @Test
    void aNewPrimaryThatTakesTheFirstReportsKeepsWhatTheyProve() {
        holds(new PickedReports(false));
    }

    @Test
    void aSilentPrimaryAloneHaltsNobodyWhoseTablesAgree() {
        holds(new Changed(new LocalTables(), Reading.accepted(), true, false));
    }

    @Test
    void aMemberInDoubtThatReplacesTheViewDoesNotFork() {
        holds(new Changed(new SilentDefault(), Reading.accepted(), false, false));
    }

    @Test
    void withoutItsOwnReportTheSlandererIsTheLastInRank() {
        assertThat(new Slander().table(0).ranking()).startsWith(3);
        assertThat(CreditTable.average(List.of(Slander.HONEST, Slander.HONEST, Slander.HONEST, Slander.HONEST))
                .ranking()).endsWith(3);
    }
}
