package org.credence.bench.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.credence.bench.BenchFailed;
import org.credence.bench.load.HttpLink;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.genesis.Genesis;
import org.credence.node.genesis.PasswordSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A member that runs in a process of its own. */
public final class MemberProcess implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ANSWER_MS = 10_000;
    private static final long STOP_SECONDS = 10;
    private static final int LOG_LINES = 15;

    private final Genesis.Member member;
    private final DataDirectory data;
    private final Path log;
    private final Process process;

    private MemberProcess(Genesis.Member member, DataDirectory data, Path log, Process process) {
        this.member = member;
        this.data = data;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a member with the class path of this process.
     *
     * @param jvmOptions options of its JVM
     * @param password   of its key file
     */
    static MemberProcess start(Genesis.Member member, DataDirectory data, List<String> jvmOptions, String password) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("-Djava.awt.headless=true");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(MemberMain.class.getName());
        command.add(data.root().toString());
        Path log = data.root().resolveSibling(member.name() + ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put(PasswordSource.VARIABLE, password);
        try {
            return new MemberProcess(member, data, log, builder.start());
        } catch (IOException e) {
            throw new BenchFailed(member.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** Where it keeps everything. */
    public DataDirectory data() {
        return data;
    }

    /** What it has used so far. */
    public Usage usage() {
        return Usage.of(process.toHandle());
    }

    /** What it measures. */
    public Scrape scrape() throws IOException {
        return Scrape.parse(get("/metrics", "text/plain"));
    }

    /** Where it stands. */
    public Standing standing() throws IOException {
        JsonNode json = JSON.readTree(get("/v1/status", "application/json"));
        return new Standing(json.path("connected").asInt(), json.path("executedHeight").asLong(),
                json.path("stateRoot").asString(), json.path("tracked").asLong(), json.path("pendingBatches").asLong());
    }

    /** @throws BenchFailed with the end of its log, if it has ended */
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailed(member.name() + " ended with status " + process.exitValue() + ":\n" + endOfLog());
        }
    }

    /** Ends the process: asks first, by ending its input, and waits some seconds before it is killed. */
    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    private String get(String path, String accept) throws IOException {
        try (HttpLink link = new HttpLink(member.apiPort(), ANSWER_MS)) {
            HttpLink.Response response = link.get(path, accept);
            if (response.status() != 200) {
                throw new IOException(member.name() + " answers " + path + " with status " + response.status());
            }
            return response.text();
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
