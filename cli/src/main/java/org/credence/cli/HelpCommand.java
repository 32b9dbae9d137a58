package org.credence.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says of a command what {@code --help} behind it would. */
@Command(name = "help", mixinStandardHelpOptions = true, description = "Prints how a command is used.",
        footer = {"%nExamples:", "  credence help bench", "  credence help lab cbft-attacks"})
final class HelpCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "The command; none for the list of all.")
    private List<String> names = new ArrayList<>();

    @Override
    public void run() {
        CommandLine command = spec.root().commandLine();
        for (String name : names) {
            command = Optional.ofNullable(command.getSubcommands().get(name)).orElseThrow(
                    () -> new ParameterException(spec.commandLine(), "There is no command " + name + "."));
        }
        command.usage(spec.commandLine().getOut());
    }
}
