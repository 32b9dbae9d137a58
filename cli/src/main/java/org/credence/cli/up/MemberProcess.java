package org.credence.cli.up;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.credence.bench.BenchOptions;
import org.credence.cli.Credence;
import org.credence.cli.ExitCode;
import org.credence.cli.Failure;
import org.credence.node.Retention;

/** A member in a process of its own: {@code credence node --data DIR}. */
public final class MemberProcess {

    private static final long STOP_SECONDS = 20;
    private static final String OUTPUT = "output.txt";
    private static final int LAST_LINES = 5;

    private final Path home;
    private final Process process;
    private volatile boolean stopping;
    private volatile boolean paused;

    private MemberProcess(Path home, Process process) {
        this.home = home;
        this.process = process;
    }

    /** @param notes told when the process has started and when it has ended */
    static MemberProcess start(Path home, String name, Retention retention, Consumer<String> notes) {
        ProcessBuilder builder = new ProcessBuilder(command(home, retention));
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.redirectErrorStream(true);
        builder.redirectOutput(home.resolve(OUTPUT).toFile());
        try {
            Process process = builder.start();
            MemberProcess member = new MemberProcess(home, process);
            Thread.ofVirtual().name("await " + name).start(() -> member.awaitEnd(name, notes));
            return member;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process for " + name, e);
        }
    }

    /** What starts the member of a directory again, from a shell. */
    public static String restartCommand(Path home) {
        return "./credence node --data " + home;
    }

    /** The same for a process builder, with the Java and the class path of this process. */
    static List<String> command(Path home, Retention retention) {
        String java = ProcessHandle.current().info().command().orElseThrow(() -> new Failure(ExitCode.ENVIRONMENT,
                "the operating system does not say which java runs this process"));
        List<String> command = new ArrayList<>(List.of(java, "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true"));
        command.addAll(BenchOptions.MEMBER_JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Credence.class.getName(), "node", "--data",
                home.toString()));
        if (retention.prunes()) {
            command.addAll(List.of("--retain", Long.toString(retention.blocks())));
        }
        return command;
    }

    private void awaitEnd(String name, Consumer<String> notes) {
        try {
            int code = process.waitFor();
            if (!stopping) {
                notes.accept(name + " (pid " + process.pid() + ") ended with " + code + "; start it again with");
                notes.accept("  " + restartCommand(home));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public long pid() {
        return process.pid();
    }

    /** What the view shows of it: its process id while it runs, and afterwards how to start it again. */
    Optional<String> remark() {
        return Optional.of(process.isAlive() ? "pid " + process.pid() : restartCommand(home));
    }

    /** How it ended and the last it said, if nobody told it to end; empty otherwise. */
    public Optional<String> endedByItself() {
        return stopping || process.isAlive()
                ? Optional.empty()
                : Optional.of("ended by itself with " + process.exitValue() + ", saying: " + lastWords());
    }

    private String lastWords() {
        try {
            List<String> lines = Files.readAllLines(home.resolve(OUTPUT));
            return String.join(" / ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it at once, as {@code kill -9} does. */
    void kill() {
        stopping = true;
        process.destroyForcibly();
        Waiting.end(process);
    }

    /** Takes all processor time from it, without its knowing. */
    void pause() {
        paused = true;
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    void resume() {
        signal("CONT");
        paused = false;
    }

    /** Java knows no signals but those that end a process; every POSIX shell does. */
    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + pid())
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            Waiting.end(kill);
            if (kill.exitValue() != 0 && process.isAlive()) {
                throw new Failure(ExitCode.ENVIRONMENT, "signal " + name + " could not be sent to process " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void requestStop() {
        stopping = true;
        process.destroy();
        if (paused) {
            // A process that is stopped ends only when it goes on.
            resume();
        }
    }

    /** Ends it; by force if it does not end by itself. */
    void stop() {
        requestStop();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
