package org.credence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.cli.output.Table;
import org.credence.lab.credit.CreditReport;
import org.credence.lab.credit.CreditWords;
import org.credence.lab.credit.Kind;
import org.credence.lab.credit.Lead;
import org.credence.lab.credit.Measure;
import org.credence.lab.credit.Plan;
import org.credence.lab.credit.Reduction;
import org.credence.lab.credit.Results;
import org.credence.lab.credit.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What leaders by credit are worth when a member is bad. */
@Command(name = "cbft-credit", mixinStandardHelpOptions = true,
        description = {
                "Compares leaders by credit with leaders in turn, in simulated time: how many views fail per 1,000 "
                        + "blocks while one member is intermittent, slow, a sleeper or an equivocator, over several "
                        + "epochs; and when it loses the lead and regains it.",
                "If failed views do not fall by half with an intermittent member, or a bad member keeps the lead for "
                        + "more than two epochs or regains it without behaving, the exit code is 1."},
        footer = {"%nJSON fields: experiment, simulatedTime, hardware, java, commit, seed, seeds, members, "
                + "epochBlocks, epochs, sparesViews, keepsOut, holds, settings (kind, leaders, and per column of the "
                + "CSV from failedViewsPer1000 on: mean, median, low, high), reductions (kind, leaders, failedViews, "
                + "viewChanges: part, low, high), leads (kind, leaders, worlds, lostAfterEpochs, inTime, "
                + "regainedAfterBehaving, undeserved, holds). low and high bound the 95 %% bootstrap interval; a part "
                + "of 0.5 is half of what round robin has.", "%nExamples:", "  credence lab cbft-credit",
                "  credence lab cbft-credit --seeds 5 --json credit.json"})
final class CbftCreditCommand implements Callable<Integer> {

    private static final int MOST_SEEDS = 1_000;
    private static final int FEWEST_MEMBERS = 4;
    private static final int MOST_MEMBERS = 31;
    private static final int FEWEST_BLOCKS = 10;
    /** The simulator's. */
    private static final int MOST_BLOCKS = 400;
    private static final int FEWEST_EPOCHS = 3;
    private static final int MOST_EPOCHS = 100;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "The first seed (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--seeds", paramLabel = "K", defaultValue = "30",
            description = "Worlds in which each setting is run, 1 to " + MOST_SEEDS + " (${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--members", paramLabel = "N", defaultValue = "7",
            description = "Members, " + FEWEST_MEMBERS + " to " + MOST_MEMBERS + " (${DEFAULT-VALUE}).")
    private int members;

    @Option(names = "--epoch-blocks", paramLabel = "N", defaultValue = "200",
            description = "Blocks of an epoch, " + FEWEST_BLOCKS + " to " + MOST_BLOCKS + " (${DEFAULT-VALUE}).")
    private int epochBlocks;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "12",
            description = "Epochs of a run, " + FEWEST_EPOCHS + " to " + MOST_EPOCHS + " (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(names = "--threads", paramLabel = "N", description = "Worlds simulated at once (one per processor).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "lab-results/" + CreditReport.NAME,
            description = "Write CSV, plots and page there (${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check();
        Results results;
        try {
            // Before the work: it would be a pity to have nowhere to put the results.
            Files.createDirectories(out);
            results = run(new Plan(seed, seeds, members, epochBlocks, epochs, threads));
            CreditReport.of(results).writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        print(spec.commandLine().getOut(), results);
        if (json != null) {
            Output.json(json, CreditFields.of(results));
        }
        return (results.holds() ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private void check() {
        FigureCommand.range("--seeds", seeds, 1, MOST_SEEDS);
        FigureCommand.range("--members", members, FEWEST_MEMBERS, MOST_MEMBERS);
        FigureCommand.range("--epoch-blocks", epochBlocks, FEWEST_BLOCKS, MOST_BLOCKS);
        FigureCommand.range("--epochs", epochs, FEWEST_EPOCHS, MOST_EPOCHS);
        FigureCommand.range("--threads", threads, 1, Integer.MAX_VALUE);
    }

    private static Results run(Plan plan) {
        try (Bar progress = Bar.of(CreditReport.NAME, " worlds", plan.runs())) {
            return Results.of(plan, progress::step);
        }
    }

    private void print(PrintWriter to, Results results) {
        to.println("simulated time; mean of " + seeds + " worlds, per 1,000 blocks where not said otherwise");
        to.println(settings(results).text());
        to.println();
        to.println("against round robin in the same worlds, with the 95 % interval");
        to.println(reductions(results).text());
        to.println();
        to.println("the lead of the bad member; 1:29 is after one epoch, 29 times");
        to.println(leads(results).text());
        to.println(CreditWords.lies(results));
        to.println();
        to.println(CreditWords.verdict(results));
        to.println("written to " + out);
        to.flush();
    }

    private static Table settings(Results results) {
        Table table = new Table("bad member", "leaders", "failed views", "all view changes", "blocks/s",
                "commit ms", "p95 ms");
        for (Setting setting : results.plan().settings()) {
            table.row(setting.kind().title(), setting.policy().title(), mean(results, setting, Measure.FAILURES),
                    mean(results, setting, Measure.CHANGES), mean(results, setting, Measure.SPEED),
                    mean(results, setting, Measure.DELAY), mean(results, setting, Measure.DELAY_P95));
        }
        return table;
    }

    private static String mean(Results results, Setting setting, Measure measure) {
        return String.format(Locale.ROOT, "%.2f", results.at(setting, measure).mean());
    }

    private static Table reductions(Results results) {
        Table table = new Table("bad member", "leaders", "fewer failed views", "fewer view changes");
        for (Setting setting : results.compared()) {
            table.row(setting.kind().title(), setting.policy().title(),
                    percent(results.reduction(setting, Measure.FAILURES)),
                    percent(results.reduction(setting, Measure.CHANGES)));
        }
        return table;
    }

    private static String percent(Reduction reduction) {
        return String.format(Locale.ROOT, "%.0f %% (%.0f to %.0f)", 100 * reduction.part(), 100 * reduction.low(),
                100 * reduction.high());
    }

    private static Table leads(Results results) {
        Table table = new Table("bad member", "leaders", "worlds", "lost after epochs", "in time",
                "regained after epochs of behaving");
        results.plan().settings().stream().filter(setting -> setting.kind() != Kind.HEALTHY).map(results::lead)
                .forEach((Lead lead) -> table.row(lead.setting().kind().title(), lead.setting().policy().title(),
                        lead.judged(), CreditWords.counted(lead.lost()), lead.inTime(),
                        CreditWords.counted(lead.regained())));
        return table;
    }
}
