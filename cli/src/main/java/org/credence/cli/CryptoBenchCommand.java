package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.credence.bench.crypto.CryptoBench;
import org.credence.bench.crypto.CryptoFigure;
import org.credence.bench.crypto.CryptoOptions;
import org.credence.bench.crypto.CryptoReport;
import org.credence.bench.crypto.CryptoTask;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the privacy cryptography on this machine. */
@Command(name = "crypto", mixinStandardHelpOptions = true,
        description = {"Measures Paillier encryption in all its forms and the proofs, with JMH, by one thread of one "
                + "process; prints Table 1 of the TD-Raft paper beside the figures, and which goals are reached.",
                "Takes a quarter of an hour, most of it for long keys; --quick takes a tenth."},
        footer = {
                "%nJSON fields: figures (task, bits (0 if there is no modulus), medianMs, meanMs, errorMs, samples), "
                        + "goals (name, bits, reached, limit, atLeast, isReached).",
                "%nExamples:", "  credence bench crypto --json crypto.json",
                "  credence bench crypto --bits 2048 --quick",
                "  credence bench crypto --only encryption,decryption"})
final class CryptoBenchCommand implements Callable<Integer> {

    @Option(names = "--bits", paramLabel = "BITS", split = ",",
            description = "Lengths of the moduli, of 2048, 3072 and 4096 (2048,3072).")
    private List<Integer> bits = List.of(2048, 3072);

    @Option(names = "--only", paramLabel = "GROUP", split = ",",
            description = "Measure only these: ${COMPLETION-CANDIDATES} (all).")
    private Set<CryptoTask.Group> groups = Set.of(CryptoTask.Group.values());

    @Option(names = "--quick", description = "A tenth of the time: for a look, not for figures to publish.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<CryptoFigure> figures = measured(new CryptoOptions(bits, groups, quick));
        PrintWriter out = spec.commandLine().getOut();
        out.print(CryptoReport.text(figures));
        out.flush();
        if (json != null) {
            Output.json(json, Map.of("figures", figures,
                    "goals", CryptoReport.goals(figures).stream().map(CryptoBenchCommand::fields).toList()));
        }
        return ExitCode.OK.number();
    }

    private static Map<String, Object> fields(CryptoReport.Goal goal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", goal.name());
        fields.put("bits", goal.bits());
        fields.put("reached", goal.reached());
        fields.put("limit", goal.limit());
        fields.put("atLeast", goal.atLeast());
        fields.put("isReached", goal.isReached());
        return fields;
    }

    private static List<CryptoFigure> measured(CryptoOptions options) {
        StepBar progress = new StepBar();
        try {
            return CryptoBench.run(options, progress::show);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ENVIRONMENT, "the run was interrupted", e);
        } finally {
            progress.close();
        }
    }

    /** A bar that names the step under way. */
    private static final class StepBar {

        private Optional<Bar> bar = Optional.empty();

        void show(CryptoBench.Step step) {
            close();
            bar = Optional.of(Bar.of(step.name(), "", step.of()));
            bar.ifPresent(each -> each.reached(step.done()));
        }

        void close() {
            bar.ifPresent(Bar::close);
            bar = Optional.empty();
        }
    }
}
