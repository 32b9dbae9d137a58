package org.credence.cli.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.scenario.Scenario;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios with real members: {@code mvn -B verify -Pprocesses}, since each starts four JVMs. */
@Tag("processes")
class LiveScenarioTest {

    private static final long PATIENCE = TimeUnit.MINUTES.toMillis(3);
    private static final String START = " start in ";

    private final List<String> told = new ArrayList<>();

    /** Real time. */
    private static class RealTime implements Pace {

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void rest(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    static Stream<Arguments> performances() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Scenario.NAMED.stream()
                .filter(name -> !Scenario.named(name).lies()).map(name -> Arguments.of(name, protocol)));
    }

    private LivePerformance perform(Scenario scenario, Protocol protocol, long patience, Pace pace) {
        return LivePerformance.of(scenario, protocol, patience, false, pace, line -> {
            System.out.println(line);
            told.add(line);
        });
    }

    @AfterEach
    void nothingIsLeft() {
        String first = told.getFirst();
        Path directory = Path.of(first.substring(first.indexOf(START) + START.length()));

        assertThat(directory.getFileName().toString()).startsWith("credence-scenario-");
        assertThat(Files.exists(directory)).isFalse();
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("performances")
    void everyProtocolDoesInEveryScenarioWhatIsExpected(String name, Protocol protocol) {
        LivePerformance performance = perform(Scenario.named(name), protocol, PATIENCE, new RealTime());

        assertThat(performance.unmet()).as(String.join("\n", performance.transcript())).isEmpty();
        assertThat(performance.transcript()).isEqualTo(told);
    }

    @Test
    void whatIsExpectedInVainIsSaidAndNothingIsLeftOfIt() {
        Scenario scenario = Scenario.parse("mine", """
                members 4
                100 ms kill m3
                100 ms pause m2
                200 ms submit m1   # two of four decide nothing
                300 ms expect decided
                400 ms end
                """);

        LivePerformance performance = perform(scenario, Protocol.CBFT, 4_000, new RealTime());

        assertThat(performance.unmet()).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("line 5: 'expect decided': m0 has decided 0 of 1 transactions, after 4 s"));
    }

    @Test
    void nothingIsLeftOfWhatIsStopped() {
        Pace impatient = new RealTime() {

            @Override
            public void rest(long millis) {
                super.rest(Math.min(millis, 100));
                if (told.stream().anyMatch(line -> line.endsWith("*** pause"))) {
                    throw new IllegalStateException("Ctrl-C");
                }
            }
        };
        Scenario scenario = Scenario.parse("mine", "members 4\n10 ms pause leader\n20 ms end\n");

        assertThatThrownBy(() -> perform(scenario, Protocol.RAFT, PATIENCE, impatient)).hasMessage("Ctrl-C");
    }
}
