package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.credence.lab.figure.Summary;
import org.credence.lab.report.Csv;
import org.credence.lab.report.Page;
import org.credence.lab.report.Page.Section;
import org.credence.lab.report.Plot;
import org.credence.lab.report.Provenance;
import org.credence.lab.report.Report;

/** What the results look like in files. */
public final class CreditReport {

    /** The experiment's name, and so its table's and its page's. */
    public static final String NAME = "cbft-credit";

    private final Results results;
    private final Plan plan;

    private CreditReport(Results results) {
        this.results = results;
        plan = results.plan();
    }

    /** All files. */
    public static Report of(Results results) {
        return new CreditReport(results).report();
    }

    private Report report() {
        List<Plot> plots = new CreditPlots(results).all();
        Stream<Section> tables = Stream.of(new Section.Heading("Against round robin"),
                new Section.Table(reductions()), new Section.Heading("The lead of the bad member"),
                new Section.Paragraph(CreditWords.LEAD), new Section.Table(leads()),
                new Section.Heading("All settings"), new Section.Paragraph(CreditWords.SUMMARIES),
                new Section.Table(summaries()));
        Page page = new Page("View changes with leaders by credit and in turn: CBFT",
                Provenance.here(plan.seed(), plan.seeds()),
                Stream.of(CreditWords.of(results).stream(), plots.stream().<Section>map(Section.Figure::new), tables)
                        .flatMap(section -> section).toList());
        return new Report(NAME, runs(), plots, page);
    }

    /** One row per run. */
    private Csv runs() {
        List<String> columns = new ArrayList<>(List.of("kind", "policy", "members", "epochBlocks", "epochs", "seed",
                "badMember", "failedViews", "plannedHandOvers", "failedViewsByEpoch", "badEpochs", "places",
                "lostAfter", "regainedAfterBehaving", "liesTold", "liesProven"));
        Arrays.stream(Measure.values()).forEach(measure -> columns.add(measure.id()));
        return new Csv(columns, results.samples().stream().map(this::row).toList());
    }

    private List<String> row(Sample sample) {
        Setting setting = sample.setting();
        Career career = sample.career();
        List<String> row = new ArrayList<>(List.of(setting.kind().id(), setting.policy().id(),
                String.valueOf(plan.members()), String.valueOf(plan.epochBlocks()), String.valueOf(plan.epochs()),
                String.valueOf(sample.seed()), String.valueOf(sample.patient()), String.valueOf(sample.failures()),
                String.valueOf(sample.planned()), joined(sample.failed()),
                joined(career.bad().stream().map(bad -> bad ? 1 : 0).toList()), joined(career.places()),
                career.lostAfter().isEmpty() ? "" : String.valueOf(career.lostAfter().getAsInt()),
                joined(career.regained()), String.valueOf(sample.lies().told()),
                String.valueOf(sample.lies().proven())));
        for (Measure measure : Measure.values()) {
            row.add(number(measure.of(sample)));
        }
        return row;
    }

    private static String joined(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private Csv reductions() {
        return new Csv(List.of("bad member", "leaders", "fewer failed views", "fewer view changes, planned ones too"),
                results.compared().stream().map(setting -> List.of(setting.kind().title(), setting.policy().title(),
                        percent(results.reduction(setting, Measure.FAILURES)),
                        percent(results.reduction(setting, Measure.CHANGES)))).toList());
    }

    private Csv leads() {
        return new Csv(List.of("bad member", "leaders", "worlds", "lost the lead after epochs: times",
                "within " + Lead.MOST_EPOCHS, "regained it after epochs of behaving: times"),
                plan.settings().stream().filter(setting -> setting.kind() != Kind.HEALTHY).map(results::lead)
                        .map(lead -> List.of(lead.setting().kind().title(), lead.setting().policy().title(),
                                String.valueOf(lead.judged()), CreditWords.counted(lead.lost()),
                                lead.inTime() + " of " + lead.judged(), CreditWords.counted(lead.regained())))
                        .toList());
    }

    private Csv summaries() {
        List<String> columns = new ArrayList<>(List.of("bad member", "leaders"));
        Arrays.stream(Measure.values()).forEach(measure -> columns.add(measure.title()));
        return new Csv(columns, plan.settings().stream().map(setting -> {
            List<String> row = new ArrayList<>(List.of(setting.kind().title(), setting.policy().title()));
            Arrays.stream(Measure.values()).forEach(measure -> row.add(interval(results.at(setting, measure))));
            return row;
        }).toList());
    }

    private static String percent(Reduction reduction) {
        return String.format(Locale.ROOT, "%.0f %% (%.0f to %.0f)", 100 * reduction.part(), 100 * reduction.low(),
                100 * reduction.high());
    }

    private static String interval(Summary value) {
        return String.format(Locale.ROOT, "%.2f (%.2f to %.2f)", value.mean(), value.low(), value.high());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
