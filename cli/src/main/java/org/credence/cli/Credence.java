package org.credence.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The root command: its subcommands do the work, and naming none of them is a usage error. */
@Command(
        name = "credence",
        description = "A consortium ledger whose consensus is a choice and whose leaders earn their place.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the command ran and failed, or found a violation", "2:wrong usage",
                "3:no JDK 25 was found"})
public final class Credence implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The command line as it is parsed and run, so that tests can drive it without a process. */
    static CommandLine commandLine() {
        return new CommandLine(new Credence());
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
