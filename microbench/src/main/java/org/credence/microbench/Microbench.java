package org.credence.microbench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.credence.bench.crypto.CryptoFigure;
import org.credence.bench.crypto.CryptoOptions;
import org.credence.bench.crypto.CryptoTask;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs benchmarks one after the other in this process, so that all ratios are of one JVM, and writes the figures as
 * JSON.
 */
public final class Microbench {

    private static final int SHOTS = 200;
    private static final int WARM_UP_SHOTS = 10;
    private static final long WARM_UP_MILLIS = 3_000;
    private static final long MEASURED_MILLIS = 6_000;
    private static final int QUICK = 10;
    private static final double CONFIDENCE = 0.95;

    private final CryptoOptions options;
    private final PrintStream progress;
    private final int divisor;

    private Microbench(CryptoOptions options, PrintStream progress, int divisor) {
        this.options = options;
        this.progress = progress;
        this.divisor = divisor;
    }

    /** @param arguments the file to write, lengths of moduli, groups of tasks, and whether it is to be quick */
    public static void main(String[] arguments) throws IOException, RunnerException {
        CryptoOptions options = new CryptoOptions(
                Arrays.stream(arguments[1].split(",")).map(Integer::valueOf).toList(),
                Arrays.stream(arguments[2].split(",")).map(CryptoTask.Group::valueOf).collect(Collectors.toSet()),
                Boolean.parseBoolean(arguments[3]));
        PrintStream progress = System.out;
        Files.writeString(Path.of(arguments[0]),
                JsonMapper.shared().writeValueAsString(run(options, progress, options.quick() ? QUICK : 1)));
    }

    /**
     * Measures everything the options ask for.
     *
     * @param progress gets a line before each step: steps done, steps in all, and its name
     * @param divisor  of the time, and of the number of keys made
     */
    static List<CryptoFigure> run(CryptoOptions options, PrintStream progress, int divisor) throws RunnerException {
        return new Microbench(options, progress, divisor).run();
    }

    /** One benchmark with one modulus. */
    private record Step(CryptoTask task, int bits) {

        String name() {
            return task.words() + (bits == 0 ? "" : ", " + bits + " bits");
        }
    }

    private List<CryptoFigure> run() throws RunnerException {
        List<Step> steps = new ArrayList<>();
        for (CryptoTask task : options.tasks()) {
            List<Integer> lengths = task.group().hasModulus() ? options.bits() : List.of(0);
            lengths.forEach(bits -> steps.add(new Step(task, bits)));
        }
        List<CryptoFigure> figures = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            progress.println(i + " " + steps.size() + " " + steps.get(i).name());
            progress.flush();
            figures.add(measured(steps.get(i)));
        }
        return figures;
    }

    private CryptoFigure measured(Step step) throws RunnerException {
        ChainedOptionsBuilder builder = new OptionsBuilder().include("\\." + Pattern.quote(method(step.task)) + "$")
                .forks(0).threads(1).timeUnit(TimeUnit.MILLISECONDS).verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true);
        if (step.bits != 0) {
            builder.param("bits", String.valueOf(step.bits));
        }
        if (isSingleShot(step.task)) {
            builder.mode(Mode.SingleShotTime).warmupIterations(Math.max(1, WARM_UP_SHOTS / divisor))
                    .measurementIterations(Math.max(2, SHOTS / divisor));
        } else {
            builder.mode(Mode.SampleTime).warmupIterations(1)
                    .warmupTime(TimeValue.milliseconds(Math.max(1, WARM_UP_MILLIS / divisor)))
                    .measurementIterations(1)
                    .measurementTime(TimeValue.milliseconds(Math.max(1, MEASURED_MILLIS / divisor)));
        }
        Collection<RunResult> results = new Runner(builder.build()).run();
        if (results.size() != 1) {
            throw new IllegalStateException(step.task + ": " + results.size() + " benchmarks, must be 1");
        }
        Statistics statistics = results.iterator().next().getPrimaryResult().getStatistics();
        return new CryptoFigure(step.task, step.bits, statistics.getPercentile(50), statistics.getMean(),
                statistics.getMeanErrorAt(CONFIDENCE), statistics.getN());
    }

    /** How long a search for primes takes is luck: it is a matter of how many, not of how long. */
    private static boolean isSingleShot(CryptoTask task) {
        return Set.of(CryptoTask.KEYS_ORDINARY, CryptoTask.KEYS_LIGHTWEIGHT).contains(task);
    }

    /** The constant's name in camel case. */
    private static String method(CryptoTask task) {
        String[] words = task.name().toLowerCase(Locale.ROOT).split("_");
        return words[0] + Arrays.stream(words).skip(1)
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1)).collect(Collectors.joining());
    }
}
