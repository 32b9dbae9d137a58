package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.simulator.scenario.Cast;
import org.credence.simulator.scenario.Expectation;
import org.credence.simulator.scenario.Scenario;
import org.junit.jupiter.api.Test;

/**
 * Scripts against a stage that only writes down what it is asked to do, in time that only passes when it is asked to.
 */
class DirectorTest {

    private static final long PATIENCE = 5_000;

    private final List<String> done = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Clock clock = new Clock();
    private final Extras extras = new Extras();

    /** Time, and what is to happen in it. */
    private static final class Clock implements Pace {

        private long now;
        private long stopAt = Long.MAX_VALUE;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public void rest(long millis) {
            now += millis;
            if (now >= stopAt) {
                throw new IllegalStateException("stopped");
            }
        }
    }

    /** Members that are always of one opinion. */
    private final class Extras implements Stage {

        private long connectedAt;
        private long ledAt;
        private long answersAt;
        private long decidedAt;
        private long endedAt = Long.MAX_VALUE;
        private Optional<String> fork = Optional.empty();

        private void note(String what, int member) {
            done.add(clock.now + " " + what + " m" + member);
        }

        @Override
        public void submit(int member) {
            note("submit", member);
        }

        @Override
        public void kill(int member) {
            note("kill", member);
        }

        @Override
        public void start(int member) {
            note("start", member);
        }

        @Override
        public void pause(int member) {
            note("pause", member);
        }

        @Override
        public void resume(int member) {
            note("resume", member);
        }

        @Override
        public void cut(int member) {
            note("cut", member);
        }

        @Override
        public void join(int member) {
            note("join", member);
        }

        @Override
        public void cut(int one, int other) {
            note("cut m" + other + " from", one);
        }

        @Override
        public void join(int one, int other) {
            note("join m" + other + " to", one);
        }

        @Override
        public void slow(int member) {
            note("slow", member);
        }

        @Override
        public Look look() {
            return new Look(1, List.of(new Expectation.Standing(0, 3, 7, "aa", clock.now >= decidedAt ? 1 : 0)),
                    clock.now >= answersAt ? List.of() : List.of(2));
        }

        @Override
        public Optional<Cast.Leading> leading() {
            return clock.now >= ledAt ? Optional.of(new Cast.Leading(2, 3)) : Optional.empty();
        }

        @Override
        public Optional<String> starting() {
            return clock.now >= answersAt ? Optional.empty() : Optional.of("m2 does not answer yet");
        }

        @Override
        public Optional<String> unconnected() {
            return clock.now >= connectedAt ? Optional.empty() : Optional.of("m1 is alone");
        }

        @Override
        public Optional<String> broken() {
            return clock.now >= endedAt ? Optional.of("m3 ended by itself") : Optional.empty();
        }

        @Override
        public Optional<String> forked() {
            return fork;
        }

        @Override
        public String standing() {
            return "all is well";
        }
    }

    private Optional<String> perform(String... steps) {
        Scenario scenario = Scenario.parse("mine", "members 4\n" + String.join("\n", steps) + "\n9000 ms end\n");
        return new Director(scenario, extras, clock, PATIENCE, new Chronicle(told::add)).perform();
    }

    @Test
    void eachStepIsDoneToWhomeverItIsAboutAtItsTime() {
        extras.connectedAt = 300;

        Optional<String> problem = perform("10 ms submit m1", "20 ms kill leader", "20 ms start follower1",
                "30 ms pause follower2", "40 ms resume follower3", "50 ms cut m0", "60 ms join m0", "60 ms slow m3",
                "70 ms cut m0 leader", "80 ms join follower1 m2");

        assertThat(problem).isEmpty();
        assertThat(done).containsExactly("310 submit m1", "320 kill m2", "320 start m0", "330 pause m1",
                "340 resume m3", "350 cut m0", "360 join m0", "360 slow m3", "370 cut m2 from m0",
                "380 join m2 to m0");
        assertThat(clock.now).isEqualTo(9_300);
        assertThat(told).hasSize(11).last().asString().endsWith("end: all is well");
    }

    @Test
    void whatComesAfterAnExpectationWaitsForIt() {
        extras.decidedAt = 2_050;

        assertThat(perform("10 ms submit m1", "20 ms expect decided", "25 ms submit m2")).isEmpty();

        assertThat(done).containsExactly("10 submit m1", "2125 submit m2");
        assertThat(told).anyMatch(line -> line.endsWith("*** expect decided, and it is so"));
    }

    @Test
    void whatIsNotSoAfterAllPatienceEndsThePerformanceWithItsLine() {
        extras.decidedAt = Long.MAX_VALUE;

        assertThat(perform("10 ms submit m1", "20 ms expect decided", "25 ms submit m2"))
                .hasValue("line 3: 'expect decided': m0 has decided 0 of 1 transactions, after 5 s");

        assertThat(done).containsExactly("10 submit m1");
        assertThat(told).anyMatch(line -> line.contains("*** expect decided, BUT m0 has decided 0 of 1"));
    }

    @Test
    void theViewMovesFromWhereTheLeaderWasWhenItWasNamed() {
        assertThat(perform("10 ms pause leader", "20 ms expect moved"))
                .hasValue("line 3: 'expect moved': m0 is in view 3, as the leader was, after 5 s");
    }

    @Test
    void aMemberThatDoesNotAnswerHoldsNothing() {
        extras.answersAt = Long.MAX_VALUE;

        assertThat(perform("0 ms expect same")).hasValue("line 2: 'expect same': m2 does not answer, after 5 s");
    }

    @Test
    void laterStepsFindUpWhatWasStarted() {
        extras.answersAt = 1_020;

        assertThat(perform("0 ms start m2", "0 ms start m1", "20 ms submit m2")).isEmpty();

        assertThat(done).containsExactly("0 start m2", "0 start m1", "1020 submit m2");
    }

    @Test
    void processesMayTakeLongerToStartThanThePatience() {
        extras.connectedAt = 100_000;
        extras.answersAt = 250_000;
        assertThat(perform("10 ms start m2", "20 ms submit m2")).isEmpty();

        extras.connectedAt = Long.MAX_VALUE;
        assertThat(perform("10 ms submit m2")).hasValue("before the first step: m1 is alone, after 180 s");
    }

    @Test
    void whoeverLeadsIsWaitedFor() {
        extras.ledAt = 700;
        assertThat(perform("10 ms pause leader")).isEmpty();
        assertThat(done).containsExactly("710 pause m2");

        extras.ledAt = Long.MAX_VALUE;
        assertThat(perform("10 ms pause leader"))
                .hasValue("line 2: 'pause leader': most members do not agree on who leads, after 5 s");
    }

    @Test
    void aMemberThatEndsByItselfEndsThePerformanceAtOnce() {
        extras.decidedAt = Long.MAX_VALUE;
        extras.endedAt = 400;

        assertThat(perform("10 ms submit m1", "20 ms expect decided"))
                .hasValue("line 3: 'expect decided': m3 ended by itself");

        assertThat(clock.now).isLessThan(1_000);
    }

    @Test
    void aForkShowsAtTheEnd() {
        extras.fork = Optional.of("m0 and m1 have decided different blocks at height 2");

        assertThat(perform("10 ms submit m1"))
                .hasValue("at the end: m0 and m1 have decided different blocks at height 2");
    }

    @Test
    void whoeverStopsThePerformanceIsHeard() {
        clock.stopAt = 30;

        assertThatThrownBy(() -> perform("10 ms submit m1", "40 ms submit m2")).hasMessage("stopped");
        assertThat(done).containsExactly("10 submit m1");
    }
}
