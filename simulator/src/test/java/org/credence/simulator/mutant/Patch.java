package org.credence.simulator.mutant;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Some text of one source file in place of another.
 *
 * @param file        below the module's root package
 * @param original    must occur exactly once, or the mistake is not the one that was meant
 * @param replacement what stands there instead
 */
record Patch(String file, String original, String replacement) {

    private static final Path SOURCES = Path.of("..", "consensus", "src", "main", "java", "org", "credence",
            "consensus").toAbsolutePath().normalize();

    /** The file's text as it is. */
    String text() {
        try {
            return Files.readString(SOURCES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param text of the file, perhaps patched elsewhere */
    String apply(String text) {
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new AssertionError(file + " must contain exactly once: " + original);
        }
        return text.replace(original, replacement);
    }

    String className() {
        return "org.credence.consensus." + file.replace(".java", "").replace('/', '.');
    }
}
