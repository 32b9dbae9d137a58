package org.credence.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.credence.apps.metering.feed.Recording;
import org.credence.apps.metering.feed.Series;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.output.Output;
import org.credence.cli.up.LocalConsortium;
import org.credence.cli.up.Session;
import org.credence.cli.view.Frame;
import org.credence.cli.view.LiveView;
import org.credence.consensus.protocol.Protocol;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts a consortium on this machine and feeds it. */
@Command(name = "up", mixinStandardHelpOptions = true,
        description = {
                "Starts a consortium on this machine, each member with its own keys, disk and sockets, feeds it real "
                        + "half-hourly electricity readings at an accelerated clock, and shows what happens.",
                "The first time it makes keys and a genesis file; the next time it continues the "
                        + "same chain. Ctrl-C stops "
                        + "it cleanly."},
        footer = {"%nExamples:", "  credence up", "  credence up --processes --rate 500",
                "  credence up --feed households.csv.gz --meters 200 --data /tmp/net",
                "%nA feed is CSV with the columns meter_id, timestamp and kwh. More meters than it "
                        + "has are played from "
                        + "the same recordings, begun on other days."})
final class UpCommand implements Callable<Integer> {

    private static final String DIRECTORY = ".credence";
    private static final int MEMBERS = 4;
    private static final double MOST_RATE = 1_000_000;

    @Option(names = "--members", paramLabel = "N", description = "Members of a new consortium (4).")
    private @Nullable Integer members;

    @Mixin
    private ProtocolOption protocol;

    @Mixin
    private EpochOptions epochs;

    @Option(names = "--data", paramLabel = "DIR", defaultValue = DIRECTORY,
            description = "Where everything is kept (${DEFAULT-VALUE}).")
    private Path data;

    @Option(names = "--fresh", description = "Delete what is in DIR and begin a new chain.")
    private boolean fresh;

    @Option(names = "--processes", description = "Run each member as its own process, to kill and restart it.")
    private boolean processes;

    @Option(names = "--feed", paramLabel = "FILE.csv[.gz]",
            description = "Readings to replay (one household's year, shipped).")
    private @Nullable Path feed;

    @Option(names = "--meters", paramLabel = "N", defaultValue = "60",
            description = "Meters to replay (${DEFAULT-VALUE}).")
    private int meters;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "300",
            description = "Readings per second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--seconds", paramLabel = "S", description = "Stop after so long (when told to).")
    private @Nullable Long seconds;

    @Option(names = "--readings", paramLabel = "N", description = "Stop once so many were decided (when told to).")
    private @Nullable Long readings;

    @Option(names = "--plain", description = "One line per second in place of a screen; always so without a terminal.")
    private boolean plain;

    @Mixin
    private RetainOption retain;

    @Mixin
    private PortOptions ports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        check("--meters", meters, Fleet.MOST);
        check("--rate", rate, MOST_RATE);
        List<Series> series = feed == null ? Recording.shipped() : Recording.read(feed);
        LocalConsortium consortium = consortium();
        Fleet fleet = Fleet.of(series, meters, consortium.feederSecret());
        PrintWriter out = spec.commandLine().getOut();
        LiveView view = plain || !Output.interactive() ? new LiveView.Plain(out) : new LiveView.InPlace(out);
        view.note(story(series));
        Frame last;
        try (StopSignal signal = StopSignal.install();
                Session session = Session.start(consortium, processes, retain.chosen(), fleet, rate, view::note)) {
            watch(session, view, signal);
            view.note("stopping");
            last = session.stop();
        }
        out.println(farewell(last));
        out.flush();
        return ExitCode.OK.number();
    }

    private void watch(Session session, LiveView view, StopSignal signal) {
        long start = System.nanoTime();
        while (true) {
            Frame frame = session.frame();
            view.show(frame);
            if (readings != null && frame.counts().accepted() >= readings) {
                return;
            }
            long wait = view.periodMillis();
            if (seconds != null) {
                wait = Math.min(wait, seconds * 1_000 - (System.nanoTime() - start) / 1_000_000);
            }
            if (wait <= 0 || signal.await(wait)) {
                return;
            }
        }
    }

    private LocalConsortium consortium() {
        if (fresh) {
            LocalConsortium.delete(data);
        }
        if (!LocalConsortium.exists(data)) {
            return LocalConsortium.create(data, protocol.chosen(), epochs.chosen(protocol.chosen()),
                    members == null ? MEMBERS : members, ports.peer(),
                    ports.api());
        }
        LocalConsortium consortium = LocalConsortium.open(data);
        int there = consortium.genesis().members().size();
        if (members != null && members != there) {
            throw new Failure(ExitCode.USAGE, "--members: is " + members + ", but " + data + " holds a consortium of "
                    + there + "; use --fresh or another --data");
        }
        Protocol runs = consortium.genesis().protocol();
        if (protocol.given().filter(asked -> asked != runs).isPresent()) {
            throw new Failure(ExitCode.USAGE, "--protocol: is " + protocol.chosen().id() + ", but " + data
                    + " holds a chain of " + runs.id() + "; use --fresh or another --data");
        }
        return ports.given() ? consortium.at(ports.peer(), ports.api()) : consortium;
    }

    private String story(List<Series> series) {
        String from = series.size() + (series.size() == 1 ? " real recording" : " real recordings");
        return meters <= series.size()
                ? meters + " meters replay " + from
                : meters + " meters replay " + from + ", begun on different days";
    }

    private String farewell(Frame last) {
        String height = last.chain().map(chain -> " at height " + chain.height()).orElse("");
        return String.format(Locale.ROOT, "stopped%s, %,d readings decided in this run; `credence up%s` continues it",
                height, last.counts().accepted(), data.equals(Path.of(DIRECTORY)) ? "" : " --data " + data);
    }

    private static void check(String option, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new Failure(ExitCode.USAGE,
                    String.format(Locale.ROOT, "%s: is %s, must be above 0 and at most %,.0f", option, value, most));
        }
    }
}
