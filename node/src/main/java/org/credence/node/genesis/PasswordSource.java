package org.credence.node.genesis;

import java.io.Console;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where the password of the key file comes from; never the command line, which every user of the machine can read. */
public sealed interface PasswordSource {

    /** The environment variable that {@link Environment} reads. */
    String VARIABLE = "CREDENCE_PASSWORD";

    /**
     * The password; the caller zeroes it.
     *
     * @throws ConfigInvalid if there is none
     */
    char[] read();

    /** The environment variable {@value #VARIABLE}. */
    record Environment() implements PasswordSource {

        @Override
        public char[] read() {
            String value = System.getenv(VARIABLE);
            if (value == null || value.isEmpty()) {
                throw new ConfigInvalid(VARIABLE, "is not set", "the password of the key file");
            }
            return value.toCharArray();
        }
    }

    /** The first line of a file. */
    record File(Path path) implements PasswordSource {

        @Override
        public char[] read() {
            byte[] bytes;
            try {
                bytes = Files.readAllBytes(path);
            } catch (IOException e) {
                throw new ConfigInvalid(path.toString(), "cannot be read (" + e.getMessage() + ")", "a readable file");
            }
            CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            int end = 0;
            while (end < text.limit() && text.get(end) != '\n' && text.get(end) != '\r') {
                end++;
            }
            char[] password = new char[end];
            text.get(0, password);
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(text.array(), '\0');
            if (password.length == 0) {
                throw new ConfigInvalid(path.toString(), "begins with an empty line", "a password in its first line");
            }
            return password;
        }
    }

    /** Asks on the terminal, without echo. */
    record Prompt() implements PasswordSource {

        @Override
        public char[] read() {
            char[] password = Optional.ofNullable(System.console()).filter(Console::isTerminal)
                    .map(console -> console.readPassword("Password of the key file: ")).orElse(new char[0]);
            if (password.length == 0) {
                throw new ConfigInvalid("password", "was not given", VARIABLE + ", a password file or a terminal");
            }
            return password;
        }
    }
}
