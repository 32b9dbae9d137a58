package org.credence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.credence.cli.output.Output;
import org.credence.cli.stage.LivePerformance;
import org.credence.cli.stage.Pace;
import org.credence.cli.stage.StepRefused;
import org.credence.node.genesis.Genesis;
import org.credence.simulator.scenario.Scenario;
import org.credence.simulator.scenario.ScenarioInvalid;
import org.credence.simulator.setup.EngineFactory;
import org.credence.simulator.world.Performed;
import org.credence.simulator.world.Theatre;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Performs a script of trouble, in virtual time or with real processes, and prints what happens. */
@Command(name = "scenario", mixinStandardHelpOptions = true,
        description = {
                "Performs a short script of trouble with the engines of real members, in virtual time, and prints "
                        + "what they say to each other: one line per message, decision and change of view. With "
                        + "--processes, does the same to members in processes of their own, in real time.",
                "If something that the script expects does not hold, the exit code is 1. Without a name, lists the "
                        + "scenarios that come with Credence."},
        footer = {"%nJSON fields: scenario, protocol, processes, asExpected, unmet (null if nothing), transcript.",
                "%nExamples:", "  credence scenario leader-silent --protocol raft",
                "  credence scenario leader-silent --protocol raft --processes",
                "  credence scenario --file my.txt",
                "%nA script has one statement a line: 'members N', 'T ms ACTION WHO', 'T ms expect WHAT', 'T ms end'; "
                        + "docs/scenarios.md has the actions."})
final class ScenarioCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "One of those that come with Credence.")
    private @Nullable String name;

    @Option(names = "--file", paramLabel = "FILE", description = "A script of your own.")
    private @Nullable Path file;

    @Mixin
    private ProtocolOption protocol;

    @Option(names = "--processes", description = "With real members on the loopback, each a process of its own.")
    private boolean processes;

    @Option(names = "--patience", paramLabel = "S", defaultValue = "180",
            description = "With --processes: seconds that what is expected may take (${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--keep", description = "With --processes: keep the members' directories, to look into.")
    private boolean keep;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Scenario> named = scenario();
        if (named.isEmpty()) {
            Scenario.NAMED.stream().map(Scenario::named)
                    .forEach(known -> out.println(String.format("%-20s %s", known.name(), known.about())));
            out.flush();
            return ExitCode.OK.number();
        }
        Scenario scenario = named.get();
        Optional<String> unmet = processes ? live(out, scenario) : simulated(out, scenario);
        unmet.ifPresent(problem -> out.println("NOT AS EXPECTED: " + scenario.name() + ", " + problem));
        out.flush();
        return (unmet.isEmpty() ? ExitCode.OK : ExitCode.VIOLATION).number();
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

    private Optional<String> simulated(PrintWriter out, Scenario scenario) {
        try {
            Performed performed = Theatre.perform(scenario, EngineFactory.of(protocol.chosen()),
                    protocol.chosen().quorum(scenario.members()));
            out.println("# " + scenario.about());
            performed.transcript().forEach(out::println);
            write(scenario, performed.transcript(), performed.unmet());
            return performed.unmet();
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Optional<String> live(PrintWriter out, Scenario scenario) {
        if (patience < 1) {
            throw new Failure(ExitCode.USAGE, "--patience: is " + patience + ", must be at least 1");
        }
        if (scenario.members() < Genesis.FEWEST) {
            throw new Failure(ExitCode.USAGE, "scenario " + scenario.name() + ": has " + scenario.members()
                    + " members, with --processes it must have at least " + Genesis.FEWEST);
        }
        try (StopSignal signal = StopSignal.install()) {
            StepRefused.check(scenario);
            out.println("# " + scenario.about());
            LivePerformance performance = LivePerformance.of(scenario, protocol.chosen(),
                    TimeUnit.SECONDS.toMillis(patience), keep, new RealTime(signal), line -> {
                        out.println(line);
                        out.flush();
                    });
            write(scenario, performance.transcript(), performance.unmet());
            return performance.unmet();
        } catch (StepRefused e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private void write(Scenario scenario, List<String> transcript, Optional<String> unmet) {
        if (json != null) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("scenario", scenario.name());
            fields.put("protocol", protocol.chosen().id());
            fields.put("processes", processes);
            fields.put("asExpected", unmet.isEmpty());
            fields.put("unmet", unmet.orElse(null));
            fields.put("transcript", transcript);
            Output.json(json, fields);
        }
    }

    /** Ends the performance when the operator does. */
    private record RealTime(StopSignal signal) implements Pace {

        @Override
        public long millis() {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }

        @Override
        public void rest(long millis) {
            if (signal.await(millis)) {
                throw new Failure(ExitCode.ENVIRONMENT, "the scenario was stopped before its end");
            }
        }
    }
}
