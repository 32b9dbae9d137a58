package org.credence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.cli.output.Table;
import org.credence.lab.figure.Comparison;
import org.credence.lab.figure.Contender;
import org.credence.lab.figure.Figure;
import org.credence.lab.figure.FigureReport;
import org.credence.lab.figure.Metric;
import org.credence.lab.figure.Plan;
import org.credence.lab.figure.RealPlan;
import org.credence.lab.figure.RealResults;
import org.credence.lab.figure.Results;
import org.credence.lab.figure.Setting;
import org.credence.lab.figure.Summary;
import org.credence.lab.figure.Trend;
import org.credence.lab.report.Provenance;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands that repeat a figure of the CBFT paper have in common. */
abstract class FigureCommand implements Callable<Integer> {

    static final String FOOTER = "%nJSON fields: figure, simulatedTime, hardware, java, commit, seed, seeds, blocks, "
            + "claim, holds, points (protocol, members, transactionsPerBlock, silentMember, and per "
            + "column of the CSV: mean, median, low, high), comparisons (members, transactionsPerBlock, "
            + "silentMember, ratio, difference (mean, median, low, high), verdict: better, equal or "
            + "worse), trends (transactionsPerBlock, silentMember, from, to members, cbft, pbft: "
            + "value divided by the one before, difference, steeper: whether CBFT falls more), and with "
            + "--real also real (runs, points as above, ratios (protocol, members, "
            + "transactionsPerBlock, silentMember, ratio to PBFT)). low and high bound the 95 %% "
            + "bootstrap interval of the mean; under real, that of the median.";

    /** What a world with blocks of 2,000 takes at the most. */
    private static final long WORLD_BYTES = 1L << 30;
    private static final int MOST_SEEDS = 1_000;
    private static final int MOST_BLOCKS = 10_000;
    private static final int MOST_RUNS = 100;
    private static final int SIMULATED_BLOCKS = 50;
    /** As many as a batch has room for, rounded. */
    private static final int MOST_TRANSACTIONS = 3_000;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", paramLabel = "K", defaultValue = "30",
            description = "Worlds in which each point is measured, 1 to " + MOST_SEEDS + " (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--blocks", paramLabel = "N",
            description = "Blocks measured in each, 1 to " + MOST_BLOCKS + " (" + SIMULATED_BLOCKS
                    + "; on real members at least " + RealPlan.BLOCKS + ", and as many as hold "
                    + RealPlan.TRANSACTIONS + " transactions).")
    private @Nullable Integer blocks;

    @Option(names = "--real", paramLabel = "K", defaultValue = "0",
            description = "Also run each point K times on " + RealPlan.MEMBERS + " real members on this machine, 0 to "
                    + MOST_RUNS + " (${DEFAULT-VALUE}): with their sockets, their journals and the clock. Their "
                    + "figures change from run to run and do not decide the exit code.")
    private int real;

    @Option(names = "--transactions", paramLabel = "N", split = ",", defaultValue = "20,200,2000",
            description = "Transactions in a block, each 1 to " + MOST_TRANSACTIONS + " (${DEFAULT-VALUE}).")
    private List<Integer> transactions = List.of();

    @Option(names = "--threads", paramLabel = "N",
            description = "Worlds simulated at once (one per processor, and per GiB of heap).")
    private int threads = Math.clamp(Runtime.getRuntime().maxMemory() / WORLD_BYTES, 1,
            Runtime.getRuntime().availableProcessors());

    @Option(names = "--out", paramLabel = "DIR", description = "Write CSV, plots and page there "
            + "(lab-results/ and the name of the experiment).")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    abstract Figure figure();

    @Override
    public Integer call() {
        check();
        Path directory = out == null ? Path.of("lab-results", figure().name()) : out;
        Results results;
        Optional<RealResults> measured;
        try {
            // Before the work: it would be a pity to have nowhere to put the results.
            Files.createDirectories(directory);
            results = run(new Plan(seed, seeds, simulatedBlocks(), threads, Plan.PAPER_MEMBERS, transactions));
            if (real > 0) {
                // Real members may fail: what was simulated is not lost with them.
                FigureReport.of(results, Optional.empty()).writeTo(directory);
            }
            measured = measure(directory);
            FigureReport.of(results, measured).writeTo(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        PrintWriter terminal = spec.commandLine().getOut();
        print(terminal, results);
        measured.ifPresent(m -> RealOutput.print(terminal, m));
        terminal.println("written to " + directory);
        terminal.flush();
        if (json != null) {
            Map<String, Object> fields = fields(results);
            measured.ifPresent(m -> fields.put("real", RealOutput.fields(m)));
            Output.json(json, fields);
        }
        return (results.holds() ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private void check() {
        range("--seeds", seeds, MOST_SEEDS);
        range("--blocks", simulatedBlocks(), MOST_BLOCKS);
        range("--real", real, 0, MOST_RUNS);
        range("--threads", threads, Integer.MAX_VALUE);
        transactions.forEach(size -> range("--transactions", size, MOST_TRANSACTIONS));
        if (transactions.stream().distinct().count() < transactions.size()) {
            throw new Failure(ExitCode.USAGE, "--transactions: are " + transactions + ", must differ");
        }
    }

    private static void range(String option, int value, int most) {
        range(option, value, 1, most);
    }

    static void range(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new Failure(ExitCode.USAGE, option + ": is " + value + ", must be " + least + " to " + most);
        }
    }

    private Results run(Plan plan) {
        try (Bar progress = Bar.of(figure().name(), " worlds", plan.runs())) {
            return Results.of(figure(), plan, progress::step);
        }
    }

    private int simulatedBlocks() {
        return blocks == null ? SIMULATED_BLOCKS : blocks;
    }

    private Optional<RealResults> measure(Path directory) {
        if (real == 0) {
            return Optional.empty();
        }
        RealPlan plan = new RealPlan(real, blocks == null ? OptionalInt.empty() : OptionalInt.of(blocks), transactions);
        try (Bar progress = Bar.of(figure().name(), " real runs", plan.all())) {
            return Optional.of(RealResults.of(figure(), plan, new RealGround(directory), progress::step));
        }
    }

    private static void print(PrintWriter out, Results results) {
        Metric metric = results.figure().metrics().getFirst();
        Table table = new Table("per block", "silent", "members", "PBFT", "CBFT", "as published", "CBFT / PBFT", "");
        for (Comparison c : results.comparisons()) {
            table.row(c.setting().transactions(), c.setting().silent() ? "one" : "none", c.setting().members(),
                    mean(results, c.setting().of(Contender.PBFT), metric), mean(results, c.setting(), metric),
                    mean(results, c.setting().of(Contender.CBFT_PUBLISHED), metric),
                    String.format(Locale.ROOT, "%.3f", c.ratio()), word(c.verdict()));
        }
        out.println("simulated time; " + metric.title());
        out.println(table.text());
        if (results.figure().slopes()) {
            out.println("when members are added: divided by the value before");
            out.println(trends(results).text());
        }
        out.println(results.figure().claim() + ": " + (results.holds() ? "holds" : "DOES NOT HOLD"));
    }

    private static Table trends(Results results) {
        Table table = new Table("per block", "silent", "members", "PBFT", "CBFT", "CBFT less PBFT", "");
        for (Trend t : results.trends()) {
            table.row(t.from().transactions(), t.from().silent() ? "one" : "none", t.from().members() + " to " + t.to(),
                    number(t.pbft()), number(t.ratio()), number(t.difference().mean()),
                    t.steeper() ? "falls more" : "");
        }
        return table;
    }

    private static String mean(Results results, Setting setting, Metric metric) {
        double mean = results.at(setting, metric).mean();
        return number(mean);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.3f" : "%.0f", value);
    }

    private static String word(Comparison.Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> fields(Results results) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("figure", results.figure().name());
        fields.put("simulatedTime", true);
        Provenance here = Provenance.here(seed, seeds);
        fields.put("hardware", here.hardware());
        fields.put("java", here.java());
        fields.put("commit", here.commit());
        fields.put("seed", seed);
        fields.put("seeds", seeds);
        fields.put("blocks", simulatedBlocks());
        fields.put("claim", results.figure().claim());
        fields.put("holds", results.holds());
        fields.put("points", results.plan().settings().stream().map(setting -> point(results, setting)).toList());
        fields.put("comparisons", results.comparisons().stream().map(FigureCommand::fields).toList());
        fields.put("trends", results.trends().stream().map(FigureCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> point(Results results, Setting setting) {
        Map<String, Object> fields = fields(setting);
        results.figure().metrics().forEach(metric -> fields.put(metric.id(), fields(results.at(setting, metric))));
        return fields;
    }

    static Map<String, Object> fields(Setting setting) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("protocol", setting.contender().id());
        fields.put("members", setting.members());
        fields.put("transactionsPerBlock", setting.transactions());
        fields.put("silentMember", setting.silent());
        return fields;
    }

    static Map<String, Object> fields(Summary summary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", summary.mean());
        fields.put("median", summary.median());
        fields.put("low", summary.low());
        fields.put("high", summary.high());
        return fields;
    }

    private static Map<String, Object> fields(Comparison c) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("members", c.setting().members());
        fields.put("transactionsPerBlock", c.setting().transactions());
        fields.put("silentMember", c.setting().silent());
        fields.put("ratio", c.ratio());
        fields.put("difference", fields(c.difference()));
        fields.put("verdict", word(c.verdict()));
        return fields;
    }

    private static Map<String, Object> fields(Trend trend) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("transactionsPerBlock", trend.from().transactions());
        fields.put("silentMember", trend.from().silent());
        fields.put("from", trend.from().members());
        fields.put("to", trend.to());
        fields.put("cbft", trend.ratio());
        fields.put("pbft", trend.pbft());
        fields.put("difference", fields(trend.difference()));
        fields.put("steeper", trend.steeper());
        return fields;
    }
}
