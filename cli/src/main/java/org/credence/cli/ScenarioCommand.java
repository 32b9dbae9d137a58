package org.credence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.credence.consensus.protocol.Protocol;
import org.credence.simulator.scenario.Scenario;
import org.credence.simulator.scenario.ScenarioInvalid;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.world.Theatre;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Performs a script of trouble in virtual time and prints what the members say. */
@Command(name = "scenario", mixinStandardHelpOptions = true,
        description = {
                "Performs a short script of trouble with the engines of real members, in virtual time, and prints "
                        + "what they say to each other: one line per message, decision and change of view.",
                "Without a name, lists the scenarios that come with Credence."},
        footer = {"%nExamples:", "  credence scenario leader-silent --protocol raft",
                "  credence scenario --file my.txt",
                "%nA script has one statement a line: 'members N', 'T ms ACTION WHO', 'T ms end'; docs/scenarios.md "
                        + "has the actions."})
final class ScenarioCommand implements Runnable {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One of those that come with Credence.")
    private @Nullable String name;

    @Option(names = "--file", paramLabel = "FILE", description = "A script of your own.")
    private @Nullable Path file;

    @Mixin
    private ProtocolOption protocol;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Scenario> scenario = scenario();
        if (scenario.isPresent()) {
            out.println("# " + scenario.get().about());
            perform(scenario.get(), protocol.chosen()).forEach(out::println);
        } else {
            Scenario.NAMED.stream().map(Scenario::named)
                    .forEach(known -> out.println(String.format("%-20s %s", known.name(), known.about())));
        }
        out.flush();
    }

    private Optional<Scenario> scenario() {
        if (name != null && file != null) {
            throw new Failure(ExitCode.USAGE, "scenario: has both a name and --file, must have one of them");
        }
        try {
            return file == null
                    ? Optional.ofNullable(name).map(Scenario::named)
                    : Optional.of(Scenario.parse(String.valueOf(file.getFileName()), Files.readString(file)));
        } catch (IllegalArgumentException | ScenarioInvalid e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_FOUND, "--file: " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> perform(Scenario scenario, Protocol protocol) {
        try {
            return Theatre.perform(scenario, EngineFactory.of(protocol), protocol.quorum(scenario.members()));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }
}
