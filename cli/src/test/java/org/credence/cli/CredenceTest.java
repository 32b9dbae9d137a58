package org.credence.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CredenceTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine command =
            Credence.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @Test
    void namesItselfAndItsJava() {
        assertThat(command.execute("--version")).isZero();
        assertThat(out.toString()).contains("Credence ").contains("Java 25");
    }

    @Test
    void helpListsTheExitCodes() {
        assertThat(command.execute("--help")).isZero();
        assertThat(out.toString()).contains("Usage: credence").contains("wrong usage");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(command.execute("help")).isZero();
        assertThat(out.toString()).contains("Usage: credence").contains("simulate");
        assertThat(command.execute("help", "bench")).isZero();
        assertThat(out.toString()).contains("Usage: credence bench").contains("--rate");
        assertThat(command.execute("help", "lab", "cbft-attacks")).isZero();
        assertThat(out.toString()).contains("Usage: credence lab cbft-attacks");
        assertThat(err.toString()).isEmpty();
        assertThat(command.execute("help", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no command nonsense.");
    }

    @Test
    void noCommandIsAUsageError() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Name a command").contains("Usage: credence");
    }

    @Test
    void anUnknownOptionIsNamed() {
        assertThat(command.execute("--nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("--nonsense");
    }
}
