package org.credence.bench.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Figures for people: all of them, the paper's Table 1 beside ours, and what was to be reached. */
public final class CryptoReport {

    private static final int PAPER_BITS = 2048;
    private static final double RANGE_MS = 5;
    private static final double ORDER_MS = 25;

    private final List<CryptoFigure> figures;

    private CryptoReport(List<CryptoFigure> figures) {
        this.figures = figures;
    }

    /**
     * A row of the TD-Raft paper's Table 1, in milliseconds at 2,048 bits, and ours that stand beside it.
     *
     * @param ordinary    the paper's ordinary form
     * @param lightweight the paper's lightweight form
     * @param from        ours of the ordinary form
     * @param to          ours of the lightweight form
     */
    private record Row(String name, double ordinary, double lightweight, CryptoTask from, CryptoTask to) {}

    private static final List<Row> TABLE_1 = List.of(
            new Row("key generation", 99.6, 171.4, CryptoTask.KEYS_ORDINARY, CryptoTask.KEYS_LIGHTWEIGHT),
            new Row("encryption", 22.0, 5.8, CryptoTask.ENCRYPT_RANDOM_GENERATOR, CryptoTask.ENCRYPT_LIGHTWEIGHT_PLAIN),
            new Row("encryption, table", 22.0, 5.8, CryptoTask.ENCRYPT_RANDOM_GENERATOR,
                    CryptoTask.ENCRYPT_LIGHTWEIGHT),
            new Row("decryption", 13.4, 3.2, CryptoTask.DECRYPT_WHOLE, CryptoTask.DECRYPT_CRT));

    /**
     * What was to be reached.
     *
     * @param reached the figure: a ratio, or milliseconds
     * @param limit   its limit
     * @param atLeast whether the figure is to be at least the limit, else below it
     */
    public record Goal(String name, int bits, double reached, double limit, boolean atLeast) {

        public boolean isReached() {
            return atLeast ? reached >= limit : reached < limit;
        }
    }

    /** Some thirty lines; what was not measured is left out. */
    public static String text(List<CryptoFigure> figures) {
        CryptoReport report = new CryptoReport(figures);
        StringBuilder text = new StringBuilder();
        report.appendAll(text);
        report.appendTable(text);
        report.appendGoals(text);
        return text.toString();
    }

    /** The limits that the figures can be held against. */
    public static List<Goal> goals(List<CryptoFigure> figures) {
        CryptoReport report = new CryptoReport(figures);
        List<Goal> goals = new ArrayList<>();
        for (int bits : report.lengths()) {
            report.ratio(goals, "encryption, lightweight over g random", bits, CryptoTask.ENCRYPT_RANDOM_GENERATOR,
                    CryptoTask.ENCRYPT_LIGHTWEIGHT_PLAIN, 4);
            report.ratio(goals, "encryption, with a table over g random", bits, CryptoTask.ENCRYPT_RANDOM_GENERATOR,
                    CryptoTask.ENCRYPT_LIGHTWEIGHT, 10);
            report.ratio(goals, "decryption, CRT over whole", bits, CryptoTask.DECRYPT_WHOLE, CryptoTask.DECRYPT_CRT,
                    4);
            report.median(CryptoTask.ORDER, bits).ifPresent(ms -> goals.add(
                    new Goal("proofs of an ORDER, ms", bits, ms, ORDER_MS, false)));
        }
        report.median(CryptoTask.RANGE_SINGLE, 0).ifPresent(ms -> goals.add(
                new Goal("a Range, ms", 0, ms, RANGE_MS, false)));
        report.ratio(goals, "a Range in a batch of 32 over single", 0, CryptoTask.RANGE_SINGLE, CryptoTask.RANGE_BATCH,
                3);
        return goals;
    }

    private void ratio(List<Goal> goals, String name, int bits, CryptoTask from, CryptoTask to, double limit) {
        OptionalDouble slow = median(from, bits);
        OptionalDouble fast = median(to, bits);
        if (slow.isPresent() && fast.isPresent()) {
            goals.add(new Goal(name, bits, slow.getAsDouble() / fast.getAsDouble(), limit, true));
        }
    }

    private List<Integer> lengths() {
        return figures.stream().map(CryptoFigure::bits).filter(bits -> bits > 0).distinct().sorted().toList();
    }

    private OptionalDouble median(CryptoTask task, int bits) {
        Optional<CryptoFigure> found =
                figures.stream().filter(each -> each.task() == task && each.bits() == bits).findFirst();
        return found.map(each -> OptionalDouble.of(each.medianMs())).orElseGet(OptionalDouble::empty);
    }

    private void appendAll(StringBuilder text) {
        line(text, "%-34s %5s %11s %11s %9s %9s", "", "bits", "median ms", "mean ms", "+/- 95 %", "samples");
        for (CryptoFigure each : figures) {
            line(text, "%-34s %5s %11.3f %11.3f %9.3f %,9d", each.task().words(),
                    each.bits() == 0 ? "-" : String.valueOf(each.bits()), each.medianMs(), each.meanMs(),
                    each.errorMs(),
                    each.samples());
        }
    }

    private void appendTable(StringBuilder text) {
        for (int bits : lengths()) {
            List<Row> rows = TABLE_1.stream()
                    .filter(row -> median(row.from, bits).isPresent() && median(row.to, bits).isPresent()).toList();
            if (!rows.isEmpty()) {
                text.append('\n');
                line(text, "Table 1 at %d bits, ms: ordinary, lightweight, change%s", bits,
                        bits == PAPER_BITS ? "" : " (the paper's are of " + PAPER_BITS + " bits)");
                line(text, "%-20s %28s   %28s", "", "the paper", "here");
            }
            for (Row row : rows) {
                double from = median(row.from, bits).orElseThrow();
                double to = median(row.to, bits).orElseThrow();
                line(text, "%-20s %9.1f %9.1f %+8.1f %%   %9.1f %9.1f %+8.1f %%", row.name, row.ordinary,
                        row.lightweight,
                        change(row.ordinary, row.lightweight), from, to, change(from, to));
            }
        }
    }

    private static double change(double from, double to) {
        return 100 * (to - from) / from;
    }

    private void appendGoals(StringBuilder text) {
        List<Goal> goals = goals(figures);
        if (!goals.isEmpty()) {
            text.append('\n');
        }
        for (Goal goal : goals) {
            line(text, "%-40s %5s %7.2f, to be %s %.0f: %s", goal.name,
                    goal.bits == 0 ? "-" : String.valueOf(goal.bits),
                    goal.reached, goal.atLeast ? "at least" : "below", goal.limit,
                    goal.isReached() ? "reached" : "MISSED");
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format + "\n", values));
    }
}
