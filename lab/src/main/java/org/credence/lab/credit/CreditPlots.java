package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.credence.lab.figure.Summary;
import org.credence.lab.report.Curve;
import org.credence.lab.report.Plot;

/** The pictures: per kind of trouble who leads after it began, and how many views fail in each epoch. */
final class CreditPlots {

    private final Results results;
    private final Plan plan;

    CreditPlots(Results results) {
        this.results = results;
        plan = results.plan();
    }

    List<Plot> all() {
        return Stream.of(Kind.values()).filter(kind -> kind != Kind.HEALTHY)
                .flatMap(kind -> Stream.of(failures(kind), leads(kind)).flatMap(List::stream)).toList();
    }

    private List<Plot> failures(Kind kind) {
        return List.of(new Plot(CreditReport.NAME + "-failures-" + kind.id(),
                "one member " + kind.title() + ": failed views by epoch (simulated)", "epoch",
                "failed views in the epoch", curves(kind, setting -> IntStream.range(0, plan.epochs())
                        .mapToObj(epoch -> point(epoch + 1, Summary.of(results.of(setting).stream()
                                .map(sample -> (double) sample.failed().get(epoch)).toList())))
                        .toList())));
    }

    /** None if nobody misbehaved: an equivocator that never led. */
    private List<Plot> leads(Kind kind) {
        List<Curve> curves = curves(kind, setting -> IntStream.rangeClosed(0, plan.epochs()).boxed()
                .flatMap(after -> results.leading(setting, after).map(leads -> point(after, leads)).stream())
                .toList());
        return curves.isEmpty() ? List.of() : List.of(new Plot(CreditReport.NAME + "-leads-" + kind.id(),
                "one member " + kind.title() + ": whether it leads (simulated)",
                "epochs after it first misbehaved", "part of the worlds in which it leads by plan", curves));
    }

    private List<Curve> curves(Kind kind, Function<Setting, List<Curve.Point>> points) {
        List<Curve> curves = new ArrayList<>();
        int colour = 0;
        for (Policy policy : Policy.values()) {
            List<Curve.Point> of = points.apply(new Setting(kind, policy));
            if (!of.isEmpty()) {
                curves.add(new Curve(policy.title(), of, colour, false));
            }
            colour++;
        }
        return curves;
    }

    private static Curve.Point point(int x, Summary y) {
        return new Curve.Point(x, y.mean(), y.low(), y.high());
    }
}
