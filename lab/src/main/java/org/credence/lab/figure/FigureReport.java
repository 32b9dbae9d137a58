package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.credence.lab.report.Csv;
import org.credence.lab.report.Curve;
import org.credence.lab.report.Page;
import org.credence.lab.report.Page.Section;
import org.credence.lab.report.Plot;
import org.credence.lab.report.Provenance;
import org.credence.lab.report.Report;

/** What results look like in files. */
public final class FigureReport {

    private final Results results;
    private final Figure figure;
    private final Plan plan;
    private final Optional<RealReport> real;
    private final List<Sample> measured;

    private FigureReport(Results results, Optional<RealResults> real) {
        this.results = results;
        this.real = real.map(r -> new RealReport(r, results));
        measured = real.map(RealResults::samples).orElse(List.of());
        figure = results.figure();
        plan = results.plan();
    }

    /** All files; with what was measured on real members, if anything was. */
    public static Report of(Results results, Optional<RealResults> real) {
        return new FigureReport(results, real).report();
    }

    private Report report() {
        List<Plot> plots = plots();
        Page page = new Page(figure.title(), Provenance.here(plan.seed(), plan.seeds()),
                Stream.of(words().stream(), plots.stream().map(Section.Figure::new),
                        Stream.of(new Section.Heading("CBFT beside PBFT"), new Section.Table(comparisons()),
                                new Section.Heading("When members are added: the value divided by the one before"),
                                new Section.Table(trends()), new Section.Heading("All points"),
                                new Section.Paragraph(
                                        "Mean over the seeds and, in brackets, the 95 % bootstrap interval "
                                                + "of the mean. Every run is in " + figure.name() + ".csv."),
                                new Section.Table(summaries())),
                        real.stream().flatMap(r -> r.sections().stream()))
                        .<Section>flatMap(section -> section).toList());
        List<Plot> all = new ArrayList<>(plots);
        real.ifPresent(r -> all.addAll(r.plots()));
        return new Report(figure.name(), points(), all, page);
    }

    private List<Section> words() {
        return List.of(new Section.Paragraph("""
                All times are simulated%s: they follow from a model of machine and network, not from a clock. Only \
                their order and shape can be compared with the paper's.""".formatted(
                real.isPresent() ? ", but for the part on real members" : "")),
                new Section.Heading("The paper"), new Section.Paragraph(figure.paper()),
                new Section.Heading("Here"), new Section.Paragraph(figure.method()),
                new Section.Paragraph(Testbed.words()), new Section.Paragraph(settings()),
                new Section.Heading("Result"),
                new Section.Paragraph(figure.claim() + ": " + (results.holds() ? "holds." : "DOES NOT HOLD.")));
    }

    private String settings() {
        String sizes = plan.transactions().stream().map(String::valueOf).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, """
                With a silent member: the one with the least credit, last in the rank, says nothing; it never leads. \
                Blocks of %s transactions, %d of them measured in each run after those with which the run begins, in \
                %d worlds from seed %d on. CBFT as published decides with 2f+1 CONFIRMs at every size and forks; it is \
                here to be compared, no member can run it.""", sizes, plan.blocks(), plan.seeds(), plan.seed());
    }

    /** One row per run. */
    private Csv points() {
        List<String> columns = new ArrayList<>(
                List.of("protocol", "members", "transactionsPerBlock", "silentMember", "seed"));
        figure.metrics().forEach(metric -> columns.add(metric.id()));
        columns.add("ground");
        return new Csv(columns, Stream.concat(results.samples().stream().map(sample -> row(sample, "simulated")),
                measured.stream().map(sample -> row(sample, "real"))).toList());
    }

    private List<String> row(Sample sample, String ground) {
        Setting setting = sample.setting();
        List<String> row = new ArrayList<>(List.of(setting.contender().id(), String.valueOf(setting.members()),
                String.valueOf(setting.transactions()), String.valueOf(setting.silent()),
                String.valueOf(sample.seed())));
        figure.metrics().forEach(metric -> row.add(number(metric.of().applyAsDouble(sample))));
        row.add(ground);
        return row;
    }

    private List<Plot> plots() {
        List<Plot> plots = new ArrayList<>();
        for (Metric metric : figure.metrics()) {
            if (metric.drawn()) {
                plan.transactions().forEach(size -> plots.add(plot(metric, size)));
            }
        }
        return plots;
    }

    private Plot plot(Metric metric, int size) {
        List<Curve> curves = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            for (boolean silent : new boolean[]{false, true}) {
                List<Curve.Point> points = plan.members().stream().map(n -> {
                    Summary at = results.at(new Setting(contender, n, size, silent), metric);
                    return new Curve.Point(n, at.mean(), at.low(), at.high());
                }).toList();
                // Two of each colour: a contender's.
                curves.add(new Curve(contender.title() + (silent ? ", one silent" : ""), points, curves.size() / 2,
                        silent));
            }
        }
        return new Plot(figure.name() + "-" + metric.id() + "-" + size, size + " transactions per block (simulated)",
                "members", metric.title(), curves);
    }

    private Csv comparisons() {
        return new Csv(List.of("transactions per block", "silent member", "members", "CBFT / PBFT", "difference",
                "CBFT is"),
                results.comparisons().stream().map(c -> List.of(String.valueOf(c.setting().transactions()),
                        yes(c.setting().silent()), String.valueOf(c.setting().members()), ratio(c.ratio()),
                        interval(c.difference()), c.verdict().name().toLowerCase(Locale.ROOT))).toList());
    }

    private Csv trends() {
        return new Csv(
                List.of("transactions per block", "silent member", "members", "CBFT", "PBFT", "CBFT less PBFT"),
                results.trends().stream().map(t -> List.of(String.valueOf(t.from().transactions()),
                        yes(t.from().silent()), t.from().members() + " to " + t.to(), ratio(t.ratio()),
                        ratio(t.pbft()), interval(t.difference()))).toList());
    }

    private Csv summaries() {
        List<String> columns =
                new ArrayList<>(List.of("protocol", "members", "transactions per block", "silent member"));
        figure.metrics().forEach(metric -> columns.add(metric.title()));
        return new Csv(columns, plan.settings().stream().map(setting -> {
            List<String> row = new ArrayList<>(List.of(setting.contender().title(), String.valueOf(setting.members()),
                    String.valueOf(setting.transactions()), yes(setting.silent())));
            figure.metrics().forEach(metric -> row.add(interval(results.at(setting, metric))));
            return row;
        }).toList());
    }

    private static String yes(boolean is) {
        return is ? "yes" : "no";
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String interval(Summary value) {
        return number(value.mean()) + " (" + number(value.low()) + " to " + number(value.high()) + ")";
    }

    /** As many digits as say something: four or so. */
    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.3f" : "%.0f", value);
    }
}
