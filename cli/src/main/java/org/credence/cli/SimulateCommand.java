package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
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
import org.credence.simulator.Shrinking;
import org.credence.simulator.Simulation;
import org.credence.simulator.result.Invariant;
import org.credence.simulator.result.Outcome;
import org.credence.simulator.result.Report;
import org.credence.simulator.result.Violation;
import org.credence.simulator.setup.Fault;
import org.credence.simulator.setup.Options;
import org.credence.simulator.setup.Schedule;
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

    /** Simulations that shrinking may take: less than a minute. */
    private static final int MOST_RUNS = 600;

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

    @Option(names = "--liars", paramLabel = "N",
            description = "Members that lie at the most (F). With more than F the chain may fork; "
                    + "demanded is then only that what correct members hold convicts F+1 liars (A1).")
    private @Nullable Integer liars;

    @Option(names = "--faults", paramLabel = "KIND[,KIND...]",
            description = "What goes wrong, or none: names of faults, as docs/simulator.md lists them, or of all of a "
                    + "kind: network, crash, disk, clock, byzantine (all that the protocol claims to tolerate).")
    private @Nullable String faults;

    @Option(names = "--safety-millis", paramLabel = "MS", defaultValue = "" + Options.SAFETY_MILLIS,
            description = "Virtual milliseconds of trouble before healing (${DEFAULT-VALUE}).")
    private long safetyMillis;

    @Option(names = "--epoch-blocks", paramLabel = "N", defaultValue = "0",
            description = "Heights of an epoch, 1 to " + Options.MOST_EPOCH_BLOCKS
                    + "; 0: one epoch without end (${DEFAULT-VALUE}). Each epoch has another order of leaders.")
    private int epochBlocks;

    @Option(names = "--churn", description = "With --epoch-blocks: between epochs members join, leave and get "
            + "other keys, at most one in six at a time, and at least one.")
    private boolean churn;

    @Option(names = "--only", paramLabel = "NAME[,NAME...]",
            description = "Of the faults that the seed drew, let only these happen; all else stays as it is.")
    private @Nullable String only;

    @Option(names = "--omit", paramLabel = "ACTION[,ACTION...]",
            description = "Actions of the seed that do not happen, such as partitions.2, as --trace names them.")
    private @Nullable String omit;

    @Option(names = "--calm", paramLabel = "FROM-TO[,FROM-TO...]",
            description = "Links on which every message arrives, once and soon.")
    private @Nullable String calm;

    @Option(names = "--quiet-millis", paramLabel = "MS", defaultValue = "0",
            description = "Virtual milliseconds before any trouble begins (${DEFAULT-VALUE}).")
    private long quietMillis;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds simulated at once (one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--real-signatures", description = "Ed25519 in place of an ideal scheme: "
            + "hundreds of times slower.")
    private boolean realSignatures;

    @Option(names = "--trace", description = "Print every event of the first seed, and simulate only that.")
    private boolean trace;

    @Option(names = "--shrink", negatable = true, defaultValue = "true", fallbackValue = "true",
            description = "Look for the smallest world in which the first failing seed still fails (done unless "
                    + "switched off).")
    private boolean shrink;

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
        if (shrink && !report.violations().isEmpty()) {
            out.println(Shrinking.of(new Simulation(), options, report.violations().getFirst(), MOST_RUNS));
            out.flush();
        }
        if (json != null) {
            Output.json(json, json(report));
        }
        return (report.violations().isEmpty() ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private Options options() {
        try {
            Quorum quorum = quorum();
            return new Options(protocol.chosen(), seed, seeds, quorum, liars == null ? quorum.f() : liars, kinds(),
                    safetyMillis, threads, realSignatures, EnumSet.allOf(Invariant.class), new Schedule(only == null
                            ? EnumSet.allOf(Fault.class)
                            : Fault.parse(only), names(omit), names(calm), quietMillis),
                    epochBlocks, churn);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
        }
    }

    private static Set<String> names(@Nullable String list) {
        return list == null ? Set.of() : Set.of(list.toLowerCase(Locale.ROOT).split(","));
    }

    private Quorum quorum() {
        Quorum most = protocol.chosen().quorum(members);
        int f = faulty == null ? most.f() : faulty;
        return slow == null ? Quorum.of(most.rule(), members, f) : new Quorum(most.rule(), members, f, slow);
    }

    private Set<Fault> kinds() {
        if (faults == null) {
            return Fault.claimed(protocol.chosen());
        }
        return Fault.parse(faults);
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
