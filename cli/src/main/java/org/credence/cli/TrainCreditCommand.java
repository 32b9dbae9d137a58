package org.credence.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.cli.output.Table;
import org.credence.training.Behaviour;
import org.credence.training.CreditTraining;
import org.credence.training.Trial;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains the credit model, tries it on what it has not learned from, and writes its file. */
@Command(name = "credit", mixinStandardHelpOptions = true,
        description = {
                "Trains the back-propagation network of CBFT's credit on histories drawn from a seed, and tries it in "
                        + "closed loop on behaviours and round-trip times that it has not learned from.",
                "With the default seed and size the file is the shipped one, byte for byte. If credit foretells "
                        + "trouble with an AUC below " + TrainCreditCommand.LEAST_AUC + ", the exit code is 1."},
        footer = {
                "%nJSON fields: digest, seed, hidden, rounds, validationError, testError, quantisation, auc, "
                        + "aucIntermittent, aucSleeper, swing, aucUnseen, aucFading, aucRecurring, aucBusy, "
                        + "search (hidden, rounds, validationError, testError).",
                "%nExamples:", "  credence train credit --out credit.model",
                "  credence train credit --search --json search.json"})
final class TrainCreditCommand implements Callable<Integer> {

    static final double LEAST_AUC = 0.85;
    private static final double ONE = 1 << 16;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "" + CreditTraining.SEED,
            description = "Draws histories, first weights and order (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--hidden", paramLabel = "N", defaultValue = "" + CreditTraining.HIDDEN,
            description = "Hidden units, 1 to 64 (${DEFAULT-VALUE}).")
    private int hidden;

    @Option(names = "--search", description = "Also train with 4 to 13 and 17 hidden units, and compare.")
    private boolean search;

    @Option(names = "--out", paramLabel = "FILE", description = "Write the model there.")
    private @Nullable Path out;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (hidden < 1 || hidden > 64) {
            throw new Failure(ExitCode.USAGE, "--hidden: is " + hidden + ", must be 1 to 64");
        }
        CreditTraining.Result result = train(hidden);
        List<CreditTraining.Result> others = new ArrayList<>();
        if (search) {
            CreditTraining.SIZES.forEach(size -> others.add(train(size)));
        }
        Trial tuned = Trial.tuned(result.model(), seed + 1);
        Trial unseen = Trial.unseen(result.model(), seed + 1);
        print(spec.commandLine().getOut(), result, others);
        print(spec.commandLine().getOut(), tuned, unseen);
        write(result);
        if (json != null) {
            Output.json(json, fields(result, others, tuned, unseen));
        }
        return (tuned.auc() >= LEAST_AUC ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private CreditTraining.Result train(int units) {
        try (Bar progress = Bar.of("training, " + units + " hidden units", " rounds", CreditTraining.MOST_ROUNDS)) {
            return CreditTraining.train(seed, units, (done, most) -> progress.reached(done));
        }
    }

    private void write(CreditTraining.Result result) {
        if (out != null) {
            try {
                Files.write(out, result.model().encoded());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void print(PrintWriter out, CreditTraining.Result result, List<CreditTraining.Result> others) {
        if (!others.isEmpty()) {
            Table table = new Table("hidden units", "rounds", "validation error", "test error");
            others.forEach(other -> table.row(other.hidden(), other.rounds(), number(other.validationError()),
                    number(other.testError())));
            out.println(table.text());
        }
        out.println(String.format(Locale.ROOT,
                "model %s, %d hidden units, best after %d rounds%n"
                        + "mean squared error %.5f validating, %.5f testing; integers differ by %.5f at the most",
                result.model().digest().brief(), result.hidden(), result.rounds(), result.validationError(),
                result.testError(), result.quantisation()));
        out.flush();
    }

    private static void print(PrintWriter out, Trial tuned, Trial unseen) {
        out.println(String.format(Locale.ROOT,
                "AUC for trouble in the next 3 epochs %.3f (intermittent %.3f, sleepers %.3f)%n"
                        + "and with what was written down after training %.3f (fading %.3f, recurring %.3f, "
                        + "busy %.3f)%nlargest swing of a healthy member %.3f",
                tuned.auc(), kind(tuned, Behaviour.INTERMITTENT), kind(tuned, Behaviour.SLEEPER), unseen.auc(),
                kind(unseen, Behaviour.FADING), kind(unseen, Behaviour.RECURRING), kind(unseen, Behaviour.BUSY),
                tuned.swing() / ONE));
        out.flush();
    }

    private static double kind(Trial trial, Behaviour behaviour) {
        return trial.byKind().getOrDefault(behaviour, Double.NaN);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5f", value);
    }

    private Map<String, Object> fields(CreditTraining.Result result, List<CreditTraining.Result> others,
            Trial tuned, Trial unseen) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("digest", result.model().digest().hex());
        fields.put("seed", seed);
        fields.putAll(fields(result));
        fields.put("quantisation", result.quantisation());
        fields.put("auc", tuned.auc());
        fields.put("aucIntermittent", kind(tuned, Behaviour.INTERMITTENT));
        fields.put("aucSleeper", kind(tuned, Behaviour.SLEEPER));
        fields.put("swing", tuned.swing() / ONE);
        fields.put("aucUnseen", unseen.auc());
        fields.put("aucFading", kind(unseen, Behaviour.FADING));
        fields.put("aucRecurring", kind(unseen, Behaviour.RECURRING));
        fields.put("aucBusy", kind(unseen, Behaviour.BUSY));
        fields.put("search", others.stream().map(TrainCreditCommand::fields).toList());
        return fields;
    }

    private static Map<String, Object> fields(CreditTraining.Result result) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hidden", result.hidden());
        fields.put("rounds", result.rounds());
        fields.put("validationError", result.validationError());
        fields.put("testError", result.testError());
        return fields;
    }
}
