package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.consensus.part.Quorum;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.result.Report;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the consensus of the real member in simulated worlds. */
@Command(name = "simulate", mixinStandardHelpOptions = true,
        description = {
                "Runs the consensus engine of a real member in worlds drawn from seeds: latency, loss, partitions, "
                        + "crashes, lying members. After every event the safety invariants are "
                        + "checked; then the world is healed "
                        + "and progress is demanded.",
                "A violation prints the command that reproduces it, and the exit code is 1. The "
                        + "same seed always gives "
                        + "the same trace hash."},
        footer = {
                "%nJSON fields: seeds, violations, firstFailingSeed (null if none), "
                        + "messagesPerSecond, decidedHeights, "
                        + "failures (seed, invariant, detail, reproduce).",
                "%nExamples:", "  credence simulate --seeds 2000 --members 7",
                "  credence simulate --seed 42 --trace | less"})
final class SimulateCommand implements Callable<Integer> {

    private static final String NO_FAULTS = "none";

    @Mixin
    private ProtocolOption protocol;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", paramLabel = "K", defaultValue = "1",
            description = "How many seeds, upwards from the first (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--members", paramLabel = "N", defaultValue = "4",
            description = "Members of the committee (${DEFAULT-VALUE}).")
    private int members;

    @Option(names = {"--faulty", "--f"}, paramLabel = "F",
            description = "Faulty members tolerated, and liars at most (the most possible).")
    private @Nullable Integer faulty;

    @Option(names = {"--slow", "--p"}, paramLabel = "P",
            description = "Members that may be slow without leaving the fast lane (the most possible).")
    private @Nullable Integer slow;

    @Option(names = "--faults", paramLabel = "KIND[,KIND...]",
            description = "Kinds of trouble, or none: loss, duplication, reordering, clogging, "
                    + "partitions, crashes, disks, "
                    + "clocks, wan, byzantine (all that the protocol claims to tolerate).")
    private @Nullable String faults;

    @Option(names = "--safety-millis", paramLabel = "MS", defaultValue = "" + Options.SAFETY_MILLIS,
            description = "Virtual milliseconds of trouble before healing (${DEFAULT-VALUE}).")
    private long safetyMillis;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds simulated at once (one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--real-signatures", description = "Ed25519 in place of an ideal scheme: "
            + "hundreds of times slower.")
    private boolean realSignatures;

    @Option(names = "--trace", description = "Print every event of the first seed, and simulate only that.")
    private boolean trace;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Options options = options();
        PrintWriter out = spec.commandLine().getOut();
        Report report;
        if (trace) {
            long start = System.nanoTime();
            Outcome outcome = new Simulation().trace(options, out::println);
            report = new Report(List.of(outcome), System.nanoTime() - start);
        } else {
            try (Bar progress = Bar.of("simulate", " seeds", seeds)) {
                report = new Simulation().run(options, _ -> progress.step());
            }
        }
        print(out, report);
        if (json != null) {
            Output.json(json, json(report));
        }
        return (report.violations().isEmpty() ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private Options options() {
        try {
            return new Options(protocol.chosen(), seed, seeds, quorum(), kinds(), safetyMillis, threads, realSignatures,
                    EnumSet.allOf(Invariant.class));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private Quorum quorum() {
        Quorum most = protocol.chosen().quorum(members);
        int f = faulty == null ? most.f() : faulty;
        return new Quorum(most.rule(), members, f, slow == null ? Math.min(most.p(), f) : slow);
    }

    private Set<Fault> kinds() {
        if (faults == null) {
            return Fault.claimed(protocol.chosen());
        }
        Set<Fault> kinds = EnumSet.noneOf(Fault.class);
        if (!faults.equalsIgnoreCase(NO_FAULTS)) {
            for (String name : faults.split(",")) {
                kinds.add(Arrays.stream(Fault.values()).filter(fault -> fault.name().equalsIgnoreCase(name.strip()))
                        .findFirst().orElseThrow(() -> new Failure(ExitCode.USAGE, "--faults: '" + name
                                + "' is unknown, must be none or of "
                                + Arrays.toString(Fault.values()).toLowerCase(Locale.ROOT))));
            }
        }
        return kinds;
    }

    private static void print(PrintWriter out, Report report) {
        for (Violation violation : report.violations()) {
            out.println("VIOLATION " + violation);
        }
        Outcome last = report.outcomes().getLast();
        out.println(String.format(Locale.ROOT,
                "%d seeds, %d violations, %,.0f messages per second; seed %d: height %d, "
                        + "view %d, trace %s",
                report.seeds(), report.violations().size(), report.messagesPerSecond(), last.seed(),
                last.decidedHeight(), last.view(), last.traceHash()));
        out.flush();
    }

    private static Map<String, @Nullable Object> json(Report report) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("seeds", report.seeds());
        fields.put("violations", report.violations().size());
        fields.put("firstFailingSeed", report.firstFailingSeed().orElse(null));
        fields.put("messagesPerSecond", Math.round(report.messagesPerSecond()));
        fields.put("decidedHeights", report.outcomes().stream().mapToLong(Outcome::decidedHeight).sum());
        fields.put("failures", report.violations().stream().map(SimulateCommand::failure).toList());
        return fields;
    }

    private static Map<String, Object> failure(Violation violation) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("seed", violation.seed());
        fields.put("invariant", violation.invariant().name());
        fields.put("detail", violation.detail());
        fields.put("reproduce", violation.command());
        return fields;
    }
}
