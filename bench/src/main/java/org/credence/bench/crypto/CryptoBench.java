package org.credence.bench.crypto;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.credence.bench.BenchFailed;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the benchmarks of module microbench in a process of its own: JMH is no part of what members run, and its jar
 * lies
 * beside theirs.
 */
public final class CryptoBench {

    /** The jar with JMH and the benchmarks. */
    public static final String JAR = "credence-microbench.jar";

    private static final String MAIN = "org.credence.microbench.Microbench";
    private static final int LEVELS = 4;

    private CryptoBench() {}

    /**
     * One step of a run.
     *
     * @param done steps before this one
     * @param of   steps of the whole run
     * @param name what is measured now
     */
    public record Step(int done, int of, String name) {}

    /**
     * Measures; takes minutes.
     *
     * @param progress is told when a step begins, from the calling thread
     * @throws BenchFailed          if there is no {@value #JAR}, or the process fails
     * @throws InterruptedException if this thread is interrupted; the process is ended
     */
    public static List<CryptoFigure> run(CryptoOptions options, Consumer<Step> progress) throws InterruptedException {
        return run(List.of(jar().toString(), System.getProperty("java.class.path")), options, progress);
    }

    /** @param classPath with the benchmarks and all that they need */
    static List<CryptoFigure> run(List<String> classPath, CryptoOptions options, Consumer<Step> progress)
            throws InterruptedException {
        try {
            Path result = Files.createTempFile("credence-bench-", ".json");
            try {
                measure(command(classPath, options, result), progress);
                return JsonMapper.shared().readValue(Files.readString(result), new TypeReference<>() {});
            } finally {
                Files.delete(result);
            }
        } catch (IOException e) {
            throw new BenchFailed("bench crypto: " + e.getMessage(), e);
        }
    }

    private static List<String> command(List<String> classPath, CryptoOptions options, Path result) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xms1g", "-Xmx1g",
                "-XX:+UseSerialGC", "-cp", String.join(File.pathSeparator, classPath), MAIN, result.toString(),
                joined(options.bits().stream()), joined(options.groups().stream()), String.valueOf(options.quick()));
    }

    private static String joined(Stream<?> values) {
        return values.map(String::valueOf).collect(Collectors.joining(","));
    }

    /** Lines of its output are steps: done, of, name. */
    private static void measure(List<String> command, Consumer<Step> progress)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", 3);
                progress.accept(new Step(Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2]));
            }
            int status = process.waitFor();
            if (status != 0) {
                throw new BenchFailed("bench crypto: the measuring process ended with status " + status);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Beside the jar this class is in, or where the build of the source tree puts it. */
    private static Path jar() {
        try {
            Path place = Path.of(CryptoBench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            for (int level = 0; level < LEVELS && place.getParent() != null; level++) {
                place = place.getParent();
                for (Path candidate : List.of(place.resolve(JAR), place.resolve("microbench/target").resolve(JAR))) {
                    if (Files.exists(candidate)) {
                        return candidate;
                    }
                }
            }
        } catch (URISyntaxException e) {
            throw new BenchFailed("bench crypto: " + e.getMessage(), e);
        }
        throw new BenchFailed("bench crypto: there is no " + JAR + " beside this program. It is not part of an "
                + "installation; 'mvn package' in the source tree makes it.");
    }
}
