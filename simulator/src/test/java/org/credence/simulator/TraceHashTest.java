package org.credence.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.setup.Options;
import org.junit.jupiter.api.Test;

/** A seed means one world: in this JVM, in another one, and whatever the number of threads. */
class TraceHashTest {

    private static final Options OPTIONS = Options.of(Protocol.CBFT, 40, 4).withSeeds(4).withSafetyMillis(1_500);

    private static List<String> hashes(Options options) {
        return new Simulation().run(options, outcome -> {}).outcomes().stream()
                .map(outcome -> outcome.traceHash().hex()).toList();
    }

    @Test
    void theSameSeedsGiveTheSameHashesWithAnyNumberOfThreads() {
        List<String> first = hashes(OPTIONS.withThreads(1));
        assertThat(hashes(OPTIONS.withThreads(3))).isEqualTo(first);
        assertThat(first).doesNotHaveDuplicates();
    }

    @Test
    void tracingTellsEveryEventAndChangesNone() {
        List<String> lines = new ArrayList<>();
        Outcome traced = new Simulation().trace(OPTIONS, lines::add);
        assertThat(traced.traceHash().hex()).isEqualTo(hashes(OPTIONS).getFirst());
        assertThat(lines).hasSizeGreaterThan((int) traced.events()).anyMatch(line -> line.contains("DECIDE block 1 "));
    }

    @Test
    void anotherVirtualMachineGivesTheSameHashes() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "-XX:+UseSerialGC",
                "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=0", Printer.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(process.waitFor()).isZero();
        assertThat(lines).isEqualTo(hashes(OPTIONS));
    }

    /** What the second virtual machine runs. */
    static final class Printer {

        public static void main(String[] arguments) {
            hashes(OPTIONS).forEach(System.out::println);
        }
    }
}
