package org.credence.simulator.spec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tlc2.TLC;

/** One run of TLC in a process of its own: it keeps its state in static fields and ends with the process. */
record Tlc(String output) {

    private static final Path SPEC = Path.of("..", "docs", "spec").toAbsolutePath().normalize();
    private static final Pattern DISTINCT = Pattern.compile("([0-9,]+) distinct states found, 0 states left");
    private static final Pattern AT = Pattern.compile("^/\\\\ at = ([0-9]+)$", Pattern.MULTILINE);
    private static final Pattern STATE = Pattern.compile("^State ([0-9]+):", Pattern.MULTILINE);

    /** Checks a configuration of the specification. */
    static Tlc check(String configuration, Path scratch) {
        return run(List.of("-XX:TieredStopAtLevel=1"), SPEC, "Check", configuration, scratch);
    }

    /** Checks a generated module that stands on the specification: long enough for the optimising compiler to pay. */
    static Tlc check(Path directory, String module, Path scratch) {
        return run(List.of(), directory, module, module, scratch);
    }

    private static Tlc run(List<String> options, Path directory, String module, String configuration, Path scratch) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of("-Xmx512m", "-DTLA-Library=" + SPEC, "-cp", jar(), TLC.class.getName()));
        command.addAll(List.of("-workers", "1", "-difftrace", "-metadir", scratch.toString(), "-config",
                configuration + ".cfg", module + ".tla"));
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return new Tlc(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("TLC was interrupted", e);
        }
    }

    private static String jar() {
        try {
            return Path.of(TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        } catch (URISyntaxException e) {
            throw new AssertionError("the jar of TLC has no path", e);
        }
    }

    /** Whether the whole state space was explored and nothing is wrong with it. */
    boolean complete() {
        return output.contains("Model checking completed. No error has been found.");
    }

    /** Distinct states of an exhausted state space. */
    int distinctStates() {
        Matcher matcher = DISTINCT.matcher(output);
        return matcher.find() ? Integer.parseInt(matcher.group(1).replace(",", "")) : 0;
    }

    /** Which event of the trace the model refuses, counted from 1; 0 if it takes them all. */
    int refused() {
        return output.contains("Deadlock reached.")
                ? AT.matcher(output).results().mapToInt(result -> Integer.parseInt(result.group(1))).max().orElseThrow()
                : 0;
    }

    /** Steps of the counterexample; 0 if there is none. */
    int counterexample() {
        return (int) STATE.matcher(output).results().count() - 1;
    }
}
