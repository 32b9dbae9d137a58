package org.credence.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.credence.cli.output.Table;
import org.credence.lab.figure.Contender;
import org.credence.lab.figure.Metric;
import org.credence.lab.figure.RealPlan;
import org.credence.lab.figure.RealResults;
import org.credence.lab.figure.Setting;
import org.credence.lab.figure.Summary;

/** What was measured on real members, for the terminal and as JSON. */
final class RealOutput {

    private RealOutput() {}

    static void print(PrintWriter out, RealResults results) {
        Metric metric = results.figure().metrics().getFirst();
        Table table = new Table("per block", "silent", "PBFT", "CBFT", "as published", "CBFT / PBFT",
                "as published / PBFT");
        for (Setting setting : baselines(results)) {
            table.row(setting.transactions(), setting.silent() ? "one" : "none", median(results, setting, metric),
                    median(results, setting.of(Contender.CBFT), metric),
                    median(results, setting.of(Contender.CBFT_PUBLISHED), metric),
                    interval(results.ratio(setting.of(Contender.CBFT), metric)),
                    interval(results.ratio(setting.of(Contender.CBFT_PUBLISHED), metric)));
        }
        out.println();
        out.println(RealPlan.MEMBERS + " real members, medians of " + results.plan().runs() + " runs; "
                + metric.title());
        out.println(table.text());
    }

    private static List<Setting> baselines(RealResults results) {
        return results.settings().stream().filter(setting -> setting.contender() == Contender.PBFT).toList();
    }

    private static String median(RealResults results, Setting setting, Metric metric) {
        return FigureCommand.number(results.at(setting, metric).median());
    }

    private static String interval(Summary ratio) {
        return FigureCommand.number(ratio.median()) + " (" + FigureCommand.number(ratio.low()) + " to "
                + FigureCommand.number(ratio.high()) + ")";
    }

    static Map<String, Object> fields(RealResults results) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("runs", results.plan().runs());
        fields.put("points", results.settings().stream().map(setting -> point(results, setting)).toList());
        fields.put("ratios", results.settings().stream().filter(setting -> setting.contender() != Contender.PBFT)
                .map(setting -> ratio(results, setting)).toList());
        return fields;
    }

    private static Map<String, Object> point(RealResults results, Setting setting) {
        Map<String, Object> fields = FigureCommand.fields(setting);
        results.figure().metrics()
                .forEach(metric -> fields.put(metric.id(), FigureCommand.fields(results.at(setting, metric))));
        return fields;
    }

    private static Map<String, Object> ratio(RealResults results, Setting setting) {
        Map<String, Object> fields = FigureCommand.fields(setting);
        fields.put("ratio", FigureCommand.fields(results.ratio(setting, results.figure().metrics().getFirst())));
        return fields;
    }
}
