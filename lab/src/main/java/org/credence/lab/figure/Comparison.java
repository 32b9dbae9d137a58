package org.credence.lab.figure;

/**
 * CBFT beside PBFT at one point.
 *
 * @param ratio      mean of CBFT divided by that of PBFT
 * @param difference CBFT less PBFT, seed by seed
 */
public record Comparison(Setting setting, double ratio, Summary difference, Verdict verdict) {

    /** How CBFT does. */
    public enum Verdict {
        /** Better, and not by chance. */
        BETTER,
        /** The interval of the difference contains 0. */
        EQUAL,
        /** Worse, and not by chance. */
        WORSE
    }

    static Comparison of(Setting setting, Metric metric, double ratio, Summary difference) {
        boolean above = difference.low() > 0;
        boolean below = difference.high() < 0;
        Verdict verdict = !above && !below ? Verdict.EQUAL
                : above == metric.more() ? Verdict.BETTER : Verdict.WORSE;
        return new Comparison(setting, ratio, difference, verdict);
    }
}
