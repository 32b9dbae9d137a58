package org.credence.crypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Searches each decoder for {@code -Dfuzz.seconds} (600), with Jazzer guided by coverage, in a process of its own. Only
 * with {@code -Pfuzz}. What it learns stays in {@code target/fuzz}, and the next run goes on from there.
 */
@Tag("fuzz")
class FuzzTest {

    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 600);
    private static final Path DIRECTORY = Path.of("target/fuzz").toAbsolutePath();

    /** All, or those that {@code -Dfuzz.decoders} names, separated by commas. */
    static List<Decoder> decoders() {
        String names = System.getProperty("fuzz.decoders", "");
        return names.isEmpty() ? List.of(Decoder.values())
                : Stream.of(names.split(",")).map(Decoder::valueOf).toList();
    }

    @ParameterizedTest
    @MethodSource("decoders")
    void noInputBreaksIt(Decoder decoder) throws Exception {
        Path corpus = Files.createDirectories(DIRECTORY.resolve(decoder.name()));
        Path log = DIRECTORY.resolve(decoder + ".log");
        Process fuzzer = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "-XX:+EnableDynamicAgentLoading",
                "-Dfuzz.decoder=" + decoder, "-cp", System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer", "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=org.credence.**", "--disabled_hooks=.*",
                "--reproducer_path=" + DIRECTORY, "-artifact_prefix=" + DIRECTORY + "/" + decoder + "-",
                "-max_total_time=" + SECONDS, "-timeout=10", "-rss_limit_mb=2048", "-max_len=80000",
                "-print_final_stats=1", corpus.toString()))
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(fuzzer.waitFor()).as("see %s", log).isZero();
        assertThat(Files.readString(log)).contains("Done ");
    }
}
