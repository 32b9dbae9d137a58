package org.credence.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.bench.load.Histogram;
import org.credence.bench.load.MeterWorkload;
import org.credence.bench.load.Tally;
import org.credence.bench.member.Scrape;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.Ed25519;
import org.credence.node.genesis.Genesis;

/** Computes a result from what was counted. */
record Figures(BenchOptions options, double verifications, Tally tally, Sample before, Sample after, Audited audited) {

    private static final double MEBI = 1024 * 1024;
    private static final double MILLION = 1e6;

    /** What was found after the run. */
    record Audited(long lost, long checked, boolean rootsEqual, long height) {}

    BenchResult result() {
        int n = options.members();
        Quorum quorum = options.protocol().quorum(n);
        double bound = Runtime.getRuntime().availableProcessors() * verifications / (quorum.f() + 1);
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        double decidedByAll = after.since(before, "credence_blocks_decided_total");
        double blocks = decidedByAll / n;
        double executed = after.since(before, "credence_transactions_executed_total") / n;
        Histogram latencies = tally.latencies();
        return new BenchResult(settings(quorum), tally.measured().median(), tally.measured().mean(),
                tally.measured().least(), latencies.quantile(0.5) / 1e3, latencies.quantile(0.99) / 1e3,
                latencies.quantile(0.999) / 1e3, latencies.longest() / 1e3, verifications, bound,
                tally.measured().median() / bound, tally.accepted(), tally.rejected(), tally.reasons(),
                tally.undecided(), tally.unsent(), tally.retried(), audited.lost(), audited.checked(),
                audited.rootsEqual(), audited.height(), blocks / seconds, ratio(executed, blocks),
                ratio(after.since(before, "credence_blocks_fast_total"), decidedByAll),
                ratio(after.since(before, "credence_messages_out_total"), blocks),
                ratio(after.since(before, "credence_bytes_out_total"), blocks),
                ratio(after.since(before, "credence_journal_sync_seconds_count"), decidedByAll),
                after.since(before, "credence_view_changes_total"),
                ratio((after.generator().cpuNanos() - before.generator().cpuNanos()) / MILLION, executed / 1e3),
                members(seconds, executed));
    }

    private BenchResult.Settings settings(Quorum quorum) {
        int readings = switch (options.payload()) {
            case METERING -> MeterWorkload.readings(options.sizeBytes());
            case OPAQUE -> 0;
        };
        return new BenchResult.Settings(options.protocol().id(), options.members(), quorum.f(), quorum.p(),
                options.payload().name().toLowerCase(Locale.ROOT), options.sizeBytes(), readings,
                options.clientSignatures(), true, true, options.clients(), options.outstanding(), options.perRequest(),
                options.ratePerSecond(), options.meters(), options.warmupSeconds(), options.seconds(),
                Runtime.getRuntime().availableProcessors(), epochBlocks(), Ed25519.provider().toString(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                options.memberJvmOptions(), System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private int epochBlocks() {
        return options.genesisEpochs().map(Genesis.Epochs::blocks).orElse(0);
    }

    private List<BenchResult.MemberFigures> members(double seconds, double executed) {
        List<BenchResult.MemberFigures> members = new ArrayList<>();
        for (int i = 0; i < options.members(); i++) {
            double cpuMs = (after.usages().get(i).cpuNanos() - before.usages().get(i).cpuNanos()) / MILLION;
            Scrape scrape = after.scrapes().get(i);
            members.add(new BenchResult.MemberFigures(i, ratio(cpuMs, executed / 1e3), cpuMs / 1e3 / seconds,
                    scrape.sum("jvm_memory_used_bytes", "area=\"heap\"") / MEBI,
                    after.usages().get(i).residentBytes() / MEBI, messages(before.scrapes().get(i), scrape)));
        }
        return members;
    }

    private static SortedMap<String, Double> messages(Scrape before, Scrape after) {
        SortedMap<String, Double> earlier = before.byLabel("credence_messages_out_total");
        SortedMap<String, Double> messages = new TreeMap<>();
        after.byLabel("credence_messages_out_total")
                .forEach((type, count) -> messages.put(type, count - earlier.getOrDefault(type, 0.0)));
        return messages;
    }

    /** 0 where there is nothing to divide by. */
    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
