package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.credence.bench.Bench;
import org.credence.bench.BenchOptions;
import org.credence.bench.BenchResult;
import org.credence.bench.Payload;
import org.credence.bench.ProgressListener;
import org.credence.bench.Report;
import org.credence.cli.output.Bar;
import org.credence.cli.output.Output;
import org.credence.consensus.protocol.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a consortium of real processes on this machine. */
@Command(name = "bench", mixinStandardHelpOptions = true, subcommands = CryptoBenchCommand.class,
        description = {"Starts members as processes on loopback, drives signed transactions, and measures throughput, "
                + "latency, CPU, bytes, messages, fsyncs and the ratio to the signature bound of this machine.",
                "Afterwards all chains are audited: a lost or forged transaction makes the exit code 1."},
        footer = {
                "%nJSON fields: throughputTps, p50Ms, p99Ms, boundRatio, lost and more, in a list if several protocols "
                        + "are measured; see docs/benchmarks.md.",
                "%nExamples:", "  credence bench --members 4 --size 128 --seconds 60 --json bench.json",
                "  credence bench --rate 1000 --seconds 30",
                "  credence bench --payload opaque --client-signatures off"})
final class BenchCommand implements Callable<Integer> {

    @Option(names = "--protocol", paramLabel = "NAME[,NAME...]", split = ",",
            converter = ProtocolOption.Converter.class, completionCandidates = ProtocolOption.Names.class,
            description = "Consensus protocols, measured one after the other: ${COMPLETION-CANDIDATES} (cbft).")
    private List<Protocol> protocols = List.of(Protocol.CBFT);

    @Option(names = "--members", paramLabel = "N", description = "Members, each a process (4).")
    private int members = BenchOptions.DEFAULT.members();

    @Option(names = "--size", paramLabel = "BYTES", description = "Payload of a transaction (128).")
    private int size = BenchOptions.DEFAULT.sizeBytes();

    @Option(names = "--seconds", paramLabel = "S", description = "Measured time (30).")
    private int seconds = BenchOptions.DEFAULT.seconds();

    @Option(names = "--warmup", paramLabel = "S", description = "Time under load before that (120).")
    private int warmup = BenchOptions.DEFAULT.warmupSeconds();

    @Option(names = "--clients", paramLabel = "N", description = "Independent clients (4).")
    private int clients = BenchOptions.DEFAULT.clients();

    @Option(names = "--outstanding", paramLabel = "N", description = "Undecided transactions per client (500).")
    private int outstanding = BenchOptions.DEFAULT.outstanding();

    @Option(names = "--per-request", paramLabel = "N", description = "Transactions per request (50).")
    private int perRequest = BenchOptions.DEFAULT.perRequest();

    @Option(names = "--rate", paramLabel = "TPS",
            description = "Offer so many transactions per second whatever becomes of them (open "
                    + "loop); 0 offers the next "
                    + "when one is decided (0).")
    private int rate;

    @Option(names = "--payload", description = "${COMPLETION-CANDIDATES} (metering).")
    private Payload payload = Payload.METERING;

    @Option(names = "--client-signatures", paramLabel = "on|off", description = "Off needs --payload opaque (on).")
    private String clientSignatures = "on";

    @Option(names = "--meters", paramLabel = "N", description = "Registered meters (1000).")
    private int meters = BenchOptions.DEFAULT.meters();

    @Option(names = "--work-dir", paramLabel = "DIR",
            description = "Where the members' directories are made (a temporary one).")
    private @Nullable Path workDirectory;

    @Option(names = "--keep", description = "Keep the members' directories.")
    private boolean keep;

    @Option(names = "--epoch-blocks", paramLabel = "N",
            description = "Blocks of an epoch with cbft, 0 for one without end (${DEFAULT-VALUE}).")
    private int epochBlocks = BenchOptions.DEFAULT.epochBlocks();

    @Option(names = "--member-jvm", paramLabel = "OPTIONS", split = " +",
            description = "Options of the members' JVMs, separated by spaces (${DEFAULT-VALUE}).")
    private List<String> memberJvm = BenchOptions.MEMBER_JVM;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results there as JSON.")
    private @Nullable Path json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean signatures = switch (clientSignatures.toLowerCase(Locale.ROOT)) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new Failure(ExitCode.USAGE,
                    "--client-signatures: is '" + clientSignatures + "', must be on or off");
        };
        PrintWriter out = spec.commandLine().getOut();
        List<BenchResult> results = new ArrayList<>();
        for (Protocol protocol : protocols) {
            BenchResult result = run(options(protocol, signatures));
            results.add(result);
            out.println(Report.text(result));
            out.flush();
        }
        if (results.size() > 1) {
            out.print(Report.table(results));
            out.flush();
        }
        if (json != null) {
            Output.json(json, results.size() == 1 ? results.getFirst() : results);
        }
        boolean sound = results.stream().allMatch(result -> result.violations().isEmpty());
        return (sound ? ExitCode.OK : ExitCode.VIOLATION).number();
    }

    private BenchOptions options(Protocol protocol, boolean signatures) {
        return new BenchOptions(protocol, members, size, seconds, warmup, clients, outstanding, perRequest, rate,
                payload, signatures, meters, Optional.ofNullable(workDirectory), keep, epochBlocks, memberJvm);
    }

    private static BenchResult run(BenchOptions options) {
        BenchProgress progress = new BenchProgress();
        try {
            return Bench.run(options, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.ENVIRONMENT, "the run was interrupted", e);
        } finally {
            progress.close();
        }
    }

    /** A bar per step. */
    private static final class BenchProgress implements ProgressListener {

        private Optional<Step> step = Optional.empty();
        private Optional<Bar> bar = Optional.empty();

        @Override
        public void progress(Progress now) {
            if (step.filter(s -> s == now.step()).isEmpty()) {
                close();
                step = Optional.of(now.step());
                bar = Optional.of(Bar.of(now.step().words(), "", now.of() == 0 ? -1 : now.of()));
            }
            bar.ifPresent(b -> b.reached(now.done()));
        }

        void close() {
            bar.ifPresent(Bar::close);
            bar = Optional.empty();
        }
    }
}
