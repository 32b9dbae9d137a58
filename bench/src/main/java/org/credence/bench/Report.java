package org.credence.bench;

import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A result for people and for programs. */
public final class Report {

    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Report() {}

    /** One JSON object; its fields are the components of {@link BenchResult}. */
    public static String json(BenchResult result) {
        return JSON.writeValueAsString(result) + "\n";
    }

    /** One line per result and a heading: what differs between protocols. */
    public static String table(List<BenchResult> results) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-10s %10s %9s %9s %12s %13s %14s %12s%n",
                "protocol", "tx/s", "p50 ms", "p99 ms", "decisions/s", "messages/dec.", "bytes/dec.", "syncs/dec."));
        for (BenchResult r : results) {
            text.append(String.format(Locale.ROOT, "%-10s %,10.0f %9.1f %9.1f %12.1f %13.1f %,14.0f %12.2f%n",
                    r.settings().protocol(), r.throughputTps(), r.p50Ms(), r.p99Ms(), r.decisionsPerSecond(),
                    r.messagesPerDecision(), r.bytesPerDecision(), r.syncsPerDecision()));
        }
        return text.toString();
    }

    /** Some twenty lines. */
    public static String text(BenchResult r) {
        BenchResult.Settings s = r.settings();
        StringBuilder text = new StringBuilder();
        line(text, "members", "%d running %s (f = %d, p = %d%s), one process each, on %d cores with the load generator",
                s.members(), s.protocol(), s.f(), s.p(),
                s.epochBlocks() == 0 ? "" : ", epochs of " + s.epochBlocks() + " blocks", s.cores());
        line(text, "transactions", "%s, payload %d bytes%s, client signatures %s", s.payload(), s.sizeBytes(),
                s.readings() > 0 ? " = " + s.readings() + " readings" : "", s.clientSignatures() ? "on" : "off");
        line(text, "guarantees", "TLS 1.3 between members, promises synced to disk before they are sent");
        line(text, "load", "%s, %d clients, up to %d outstanding each, up to %d per request",
                s.ratePerSecond() > 0 ? "open loop at " + s.ratePerSecond() + "/s" : "closed loop", s.clients(),
                s.outstanding(), s.perRequest());
        line(text, "runtime", "%s; members %s", s.jvm(), String.join(" ", s.memberJvmOptions()));
        line(text, "signatures", "%s", s.provider());
        text.append('\n');
        line(text, "throughput", "%,.0f tx/s (median of %d s; mean %,.0f, least %,.0f)", r.throughputTps(), s.seconds(),
                r.throughputMeanTps(), r.throughputLeastTps());
        line(text, "latency", "p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, longest %.1f ms", r.p50Ms(), r.p99Ms(),
                r.p999Ms(), r.maxMs());
        line(text, "signature bound", "%,.0f tx/s (%,.0f verifications/s per core); ratio %.3f", r.boundTps(),
                r.verificationsPerSecondPerCore(), r.boundRatio());
        line(text, "decisions", "%.1f/s of %.1f transactions, fast lane %.1f %%, view changes %.0f",
                r.decisionsPerSecond(), r.transactionsPerBlock(), 100 * r.fastLaneRate(), r.viewChanges());
        line(text, "per decision", "%.1f messages and %,.0f bytes in all, %.2f syncs per member",
                r.messagesPerDecision(), r.bytesPerDecision(), r.syncsPerDecision());
        line(text, "CPU per 1000 tx", "%s ms per member, load generator %.1f ms", figures(r.members().stream()
                .map(m -> String.format(Locale.ROOT, "%.1f", m.cpuMsPerThousand())).toList()),
                r.generatorCpuMsPerThousand());
        line(text, "memory", "%s MiB heap / resident", figures(r.members().stream()
                .map(m -> String.format(Locale.ROOT, "%.0f/%.0f", m.heapMiB(), m.residentMiB())).toList()));
        line(text, "acknowledged", "%,d; rejected %,d %s, undecided %,d, unsent %,d, requests sent again %,d",
                r.acknowledged(), r.rejected(), r.rejectedBy().isEmpty() ? "" : r.rejectedBy(), r.undecided(),
                r.unsent(), r.retriedRequests());
        line(text, "check", "%d lost (%,d looked for on every member's disk), state roots %s at height %,d", r.lost(),
                r.lostChecked(), r.rootsEqual() ? "equal" : "DIFFER", r.height());
        r.violations().forEach(violation -> line(text, "VIOLATION", "%s", violation));
        return text.toString();
    }

    private static String figures(List<String> figures) {
        return String.join(", ", figures);
    }

    private static void line(StringBuilder text, String name, String format, Object... values) {
        text.append(String.format(Locale.ROOT, "%-16s ", name))
                .append(String.format(Locale.ROOT, format + "\n", values));
    }
}
