package org.credence.lab.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where figures come from.
 *
 * @param hardware what they were computed on
 * @param java     the virtual machine
 * @param commit   of the sources, or {@code unknown}
 * @param seed     the first one
 * @param seeds    how many, ascending
 */
public record Provenance(String hardware, String java, String commit, long seed, int seeds) {

    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final String MODEL = "model name";

    /** Of this machine and build. */
    public static Provenance here(long seed, int seeds) {
        return new Provenance(machine(), System.getProperty("java.vm.name") + " "
                + System.getProperty("java.runtime.version"), built(), seed, seeds);
    }

    private static String machine() {
        return model().map(model -> model + ", ").orElse("") + Runtime.getRuntime().availableProcessors()
                + " processors, " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    /** Only Linux says it in a file; elsewhere the architecture must do. */
    private static Optional<String> model() {
        try {
            return Files.isReadable(PROCESSORS)
                    ? Files.readAllLines(PROCESSORS).stream().filter(line -> line.startsWith(MODEL))
                            .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst()
                    : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static String built() {
        Properties build = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty("commit", "unknown");
    }
}
