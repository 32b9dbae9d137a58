package org.credence.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The root command: its subcommands do the work. */
@Command(
        name = "credence",
        description = "A consortium ledger whose consensus is a choice and whose leaders earn their place.",
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {UpCommand.class, NodeCommand.class, GenesisCommand.class, KeyCommand.class, SubmitCommand.class,
                GetCommand.class, StatusCommand.class, WhyCommand.class, MembersCommand.class, MemberCommand.class,
                SnapshotCommand.class, VerifyCommand.class, SimulateCommand.class, ScenarioCommand.class,
                LabCommand.class, TrainCommand.class,
                BenchCommand.class,
                CompletionCommand.class, HelpCommand.class},
        footer = {"%nStart here:", "  credence up"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done, nothing found to be wrong", "1:a check failed or a violation was found",
                "2:wrong usage, or a file that says what cannot be",
                "3:the machine lacks something: a port, a directory, a disk, a JDK 25",
                "4:not found, or nobody answers",
                "5:a member has stopped itself and only has to be started again"})
public final class Credence extends Group {

    /** The command line as it is parsed and run, so that tests can drive it without a process. */
    static CommandLine commandLine() {
        return new CommandLine(new Credence()).setExecutionExceptionHandler(new Failures())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }
}
