package org.credence.simulator.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.world.Performed;
import org.credence.simulator.world.Theatre;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What each protocol says in each named scenario, word for word. After a change that is meant to change it,
 * {@code -Dtranscripts.write=true} writes the new words for review.
 */
class TranscriptTest {

    private static final Path GOLDEN = Path.of("src/test/resources/transcripts");

    @TestFactory
    Stream<DynamicTest> everyProtocolSaysInEveryScenarioWhatIsWrittenDown() {
        return Stream.of(Protocol.values()).flatMap(protocol -> Scenario.NAMED.stream().map(Scenario::named)
                .filter(scenario -> !scenario.lies() || protocol.rule().byzantine())
                .map(scenario -> DynamicTest.dynamicTest(protocol.id() + " " + scenario.name(),
                        () -> compare(protocol, scenario))));
    }

    private static void compare(Protocol protocol, Scenario scenario) throws IOException {
        Performed performed = Theatre.perform(scenario, EngineFactory.of(protocol),
                protocol.quorum(scenario.members()));
        assertThat(performed.unmet()).isEmpty();
        List<String> transcript = performed.transcript();
        Path file = GOLDEN.resolve(protocol.id()).resolve(scenario.name() + ".txt");
        if (Boolean.getBoolean("transcripts.write")) {
            Files.createDirectories(file.getParent());
            Files.write(file, transcript);
        }
        assertThat(transcript).isEqualTo(Files.readAllLines(file));
    }
}
