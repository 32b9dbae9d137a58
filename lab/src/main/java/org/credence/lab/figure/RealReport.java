package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.credence.lab.report.Csv;
import org.credence.lab.report.Curve;
import org.credence.lab.report.Page.Section;
import org.credence.lab.report.Plot;

/** What was measured on real members, beside what was simulated: part of a page. */
final class RealReport {

    private static final String HORIZONTAL = "transactions per block";
    private static final List<Contender> COMPARED = List.of(Contender.CBFT, Contender.CBFT_PUBLISHED);

    private final RealResults real;
    private final Results simulated;
    private final Figure figure;
    private final Metric main;

    RealReport(RealResults real, Results simulated) {
        this.real = real;
        this.simulated = simulated;
        figure = real.figure();
        main = figure.metrics().getFirst();
    }

    List<Section> sections() {
        List<Plot> plots = plots();
        return Stream.of(
                Stream.of(new Section.Heading("On real members"), new Section.Paragraph(words())),
                plots.stream().map(Section.Figure::new),
                Stream.of(new Section.Paragraph("Ratio to PBFT of the same turn: " + main.title() + "; median of the "
                        + "turns and, in brackets, its 95 % bootstrap interval; beside it the ratio of the means in "
                        + "simulated time with " + RealPlan.MEMBERS + " members."),
                        new Section.Table(ratios()),
                        new Section.Paragraph("Median of the runs and, in brackets, its 95 % bootstrap interval."),
                        new Section.Table(summaries())))
                .<Section>flatMap(part -> part).toList();
    }

    private String words() {
        return String.format(Locale.ROOT, """
                These times are of a clock. %d members in one process on the machine named below, each with the \
                driver, the journal (on disk before anything is sent), the TLS 1.3 connections on loopback and the \
                signature checks of a node; engines, load, sizes and measured intervals are those of the simulation. \
                The members share the machine's processors, so absolute values are those of a quarter of it. Left out \
                are the ledger, the API, and the rest of 5 ms that a node's leader takes between blocks. The silent \
                member is connected and discards what it gets. %d runs of each point; contenders take turns.""",
                RealPlan.MEMBERS, real.plan().runs());
    }

    List<Plot> plots() {
        List<Plot> plots = new ArrayList<>();
        figure.metrics().stream().filter(Metric::drawn).forEach(metric -> plots.add(absolute(metric)));
        plots.add(relative());
        return plots;
    }

    private Plot absolute(Metric metric) {
        List<Curve> curves = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            for (boolean silent : new boolean[]{false, true}) {
                List<Curve.Point> points = real.plan().transactions().stream().sorted()
                        .map(size -> point(size, real.at(at(contender, size, silent), metric))).toList();
                curves.add(new Curve(contender.title() + silent(silent), points, curves.size() / 2, silent));
            }
        }
        return Plot.logarithmic(figure.name() + "-" + metric.id() + "-real",
                RealPlan.MEMBERS + " real members", HORIZONTAL, metric.title(), curves);
    }

    private Plot relative() {
        List<Curve> curves = new ArrayList<>();
        for (boolean silent : new boolean[]{false, true}) {
            List<Integer> sizes = real.plan().transactions().stream().sorted().toList();
            curves.add(new Curve("real" + silent(silent), sizes.stream()
                    .map(size -> point(size, real.ratio(at(Contender.CBFT, size, silent), main))).toList(), 0, silent));
            if (simulated.plan().members().contains(RealPlan.MEMBERS)) {
                curves.add(new Curve("simulated" + silent(silent), sizes.stream().map(size -> {
                    double ratio = simulated(at(Contender.CBFT, size, silent));
                    return new Curve.Point(size, ratio, ratio, ratio);
                }).toList(), 1, silent));
            }
        }
        return Plot.logarithmic(figure.name() + "-ratio-real", "CBFT / PBFT, " + RealPlan.MEMBERS + " members",
                HORIZONTAL, "ratio of " + main.title(), curves);
    }

    private static Curve.Point point(int size, Summary value) {
        return new Curve.Point(size, value.median(), value.low(), value.high());
    }

    private static Setting at(Contender contender, int size, boolean silent) {
        return new Setting(contender, RealPlan.MEMBERS, size, silent);
    }

    private double simulated(Setting setting) {
        return simulated.at(setting, main).mean() / simulated.at(setting.of(Contender.PBFT), main).mean();
    }

    private Csv ratios() {
        return new Csv(List.of(HORIZONTAL, "silent member", "protocol", "real", "simulated"),
                real.settings().stream().filter(setting -> COMPARED.contains(setting.contender()))
                        .map(setting -> List.of(String.valueOf(setting.transactions()), silent(setting),
                                setting.contender().title(), interval(real.ratio(setting, main)),
                                simulated.plan().members().contains(RealPlan.MEMBERS)
                                        ? number(simulated(setting)) : ""))
                        .toList());
    }

    private Csv summaries() {
        List<String> columns = new ArrayList<>(List.of("protocol", HORIZONTAL, "silent member"));
        figure.metrics().forEach(metric -> columns.add(metric.title()));
        return new Csv(columns, real.settings().stream().map(setting -> {
            List<String> row = new ArrayList<>(List.of(setting.contender().title(),
                    String.valueOf(setting.transactions()), silent(setting)));
            figure.metrics().forEach(metric -> row.add(interval(real.at(setting, metric))));
            return row;
        }).toList());
    }

    private static String silent(Setting setting) {
        return setting.silent() ? "yes" : "no";
    }

    private static String silent(boolean is) {
        return is ? ", one silent" : "";
    }

    private static String interval(Summary value) {
        return number(value.median()) + " (" + number(value.low()) + " to " + number(value.high()) + ")";
    }

    private static String number(double value) {
        return FigureReport.number(value);
    }
}
