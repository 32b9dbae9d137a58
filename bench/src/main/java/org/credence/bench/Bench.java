package org.credence.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.credence.base.Digest;
import org.credence.bench.ProgressListener.Progress;
import org.credence.bench.ProgressListener.Step;
import org.credence.bench.audit.ChainAudit;
import org.credence.bench.load.Load;
import org.credence.bench.load.Tally;
import org.credence.bench.member.Consortium;
import org.credence.bench.member.MemberProcess;
import org.credence.bench.member.Standing;

/**
 * One run: members in processes of their own, load through their HTTP interfaces, and a check of what they have on disk
 * afterwards.
 */
public final class Bench {

    private static final long SECOND = 1_000_000_000L;
    private static final long SETTLE_NANOS = 30 * SECOND;
    /** From the decision to start until the first transaction: every connection is waiting by then. */
    private static final long LEAD_NANOS = SECOND / 10;
    /** So often the meters are asked before the load begins. */
    private static final int REHEARSALS = 20;

    private final BenchOptions options;
    private final ProgressListener listener;
    private final Path directory;

    private Bench(BenchOptions options, ProgressListener listener, Path directory) {
        this.options = options;
        this.listener = listener;
        this.directory = directory;
    }

    /**
     * Runs and returns what was measured; look at {@link BenchResult#violations} too.
     *
     * @throws BenchFailed if the run could not be carried out; the directory of the run is then kept
     */
    public static BenchResult run(BenchOptions options, ProgressListener listener) throws InterruptedException {
        try {
            Path directory = options.workDirectory().isPresent()
                    ? Files.createTempDirectory(Files.createDirectories(options.workDirectory().get()), "bench-")
                    : Files.createTempDirectory("credence-bench-");
            BenchResult result = new Bench(options, listener, directory).run();
            if (!options.keep()) {
                Scratch.delete(directory);
            }
            return result;
        } catch (IOException e) {
            throw new BenchFailed("bench: " + e.getMessage(), e);
        }
    }

    private BenchResult run() throws InterruptedException, IOException {
        listener.progress(new Progress(Step.CALIBRATE, 0, 0, 0));
        double verifications = SignatureBound.verificationsPerSecond();
        listener.progress(new Progress(Step.START, 0, options.members(), 0));
        Ran ran;
        Digest chainId;
        List<MemberProcess> members;
        try (Consortium consortium = Consortium.start(options, directory)) {
            consortium.awaitConnected(up -> listener.progress(new Progress(Step.START, up, options.members(), 0)));
            ran = load(consortium);
            chainId = consortium.genesis().chainId();
            members = consortium.members();
        }
        long lost = audit(members, chainId, ran.tally);
        Standing first = ran.standings.getFirst();
        boolean equal = ran.standings.stream().allMatch(s -> s.executedHeight() == first.executedHeight()
                && s.stateRoot().equals(first.stateRoot()));
        return new Figures(options, verifications, ran.tally, ran.before, ran.after, new Figures.Audited(lost,
                ran.tally.acknowledged().remembered(), equal, first.executedHeight())).result();
    }

    private record Ran(Tally tally, Sample before, Sample after, List<Standing> standings) {}

    private Ran load(Consortium consortium) throws InterruptedException, IOException {
        listener.progress(new Progress(Step.REGISTER, 0, options.meters(), 0));
        try (Load load = new Load(options, consortium.genesis().chainId(), consortium.apiPorts())) {
            load.prepare();
            rehearse(consortium);
            Tally tally = new Tally(System.nanoTime() + LEAD_NANOS, options.warmupSeconds(), options.seconds());
            load.start(tally);
            Span warmUp = new Span(Step.WARM_UP, 0, options.warmupSeconds());
            int sampled = Math.max(0, warmUp.end() - 1);
            watch(tally, warmUp, 0, sampled, consortium);
            // Under load asking takes its time, which is not to be measured.
            Sample before = Sample.of(consortium.members());
            watch(tally, warmUp, sampled, warmUp.end(), consortium);
            Span measured = new Span(Step.MEASURE, warmUp.end(), options.seconds());
            watch(tally, measured, measured.first(), measured.end(), consortium);
            Sample after = Sample.of(consortium.members());
            load.join();
            listener.progress(new Progress(Step.SETTLE, 0, 0, 0));
            return new Ran(tally, before, after, consortium.awaitSettled(System.nanoTime() + SETTLE_NANOS));
        }
    }

    /** Asked for the first time, members and this process take a tenth of a second each. */
    private static void rehearse(Consortium consortium) throws InterruptedException {
        for (int i = 0; i < REHEARSALS; i++) {
            Sample.of(consortium.members());
        }
    }

    /** Seconds of the load that one step takes. */
    private record Span(Step step, int first, int count) {

        int end() {
            return first + count;
        }
    }

    /** Waits from one second of a span to another, tells how it goes, and fails when a member is gone. */
    private void watch(Tally tally, Span span, int from, int to, Consortium consortium) throws InterruptedException {
        for (int second = from; second < to; second++) {
            long left = tally.start() + (second + 1) * SECOND - System.nanoTime();
            if (left > 0) {
                Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
            }
            consortium.members().forEach(MemberProcess::requireAlive);
            listener.progress(new Progress(span.step, second - span.first + 1, span.count,
                    tally.perSecond().at(second)));
        }
    }

    private long audit(List<MemberProcess> members, Digest chainId, Tally tally) {
        SortedMap<Long, long[]> acknowledged = tally.acknowledged().byHeight();
        long lost = 0;
        for (int i = 0; i < members.size(); i++) {
            listener.progress(new Progress(Step.AUDIT, i, members.size(), 0));
            lost += ChainAudit.missing(members.get(i).data(), chainId, acknowledged);
        }
        return lost;
    }
}
