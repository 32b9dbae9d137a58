package org.credence.cli;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.credence.node.genesis.PasswordSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a keystore's password comes from. Never an argument: arguments are seen by everybody on the machine. */
final class PasswordOptions {

    @Option(names = "--password-file", paramLabel = "FILE",
            description = "File whose first line is the password. Otherwise the environment variable "
                    + PasswordSource.VARIABLE + " is taken, and without it the terminal is asked.")
    private @Nullable Path file;

    /**
     * The password of an existing keystore; the caller zeroes it. {@code usual} is read where nothing else is given.
     */
    char[] existing(Optional<Path> usual) {
        return given(usual).orElseGet(PasswordSource.Prompt::new).read();
    }

    /** A password for a new keystore, asked for twice at a terminal; the caller zeroes it. */
    char[] fresh() {
        Optional<PasswordSource> given = given(Optional.empty());
        if (given.isPresent()) {
            return given.get().read();
        }
        char[] first = ask("New password: ");
        char[] second = ask("Again: ");
        boolean equal = Arrays.equals(first, second);
        Arrays.fill(second, '\0');
        if (!equal) {
            Arrays.fill(first, '\0');
            throw new Failure(ExitCode.USAGE, "password: the two differ");
        }
        return first;
    }

    private Optional<PasswordSource> given(Optional<Path> usual) {
        if (file != null) {
            return Optional.of(new PasswordSource.File(file));
        }
        if (System.getenv(PasswordSource.VARIABLE) != null) {
            return Optional.of(new PasswordSource.Environment());
        }
        return usual.filter(Files::exists).map(PasswordSource.File::new);
    }

    private static char[] ask(String prompt) {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal)
                .map(console -> console.readPassword("%s", prompt)).filter(answer -> answer.length > 0)
                .orElseThrow(() -> new Failure(ExitCode.USAGE,
                        "password: none given; use a terminal, --password-file or " + PasswordSource.VARIABLE));
    }
}
