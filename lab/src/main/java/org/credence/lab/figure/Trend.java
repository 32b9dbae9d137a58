package org.credence.lab.figure;

/**
 * How CBFT and PBFT take it when members are added.
 *
 * @param from       CBFT with the smaller consortium
 * @param to         members of the next larger one
 * @param ratio      CBFT's value there, divided by the one before; mean over the seeds
 * @param pbft       the same of PBFT
 * @param difference CBFT's ratio less PBFT's, seed by seed
 */
public record Trend(Setting from, int to, double ratio, double pbft, Summary difference) {

    /** Whether CBFT falls and, not by chance, to a smaller share of itself than PBFT does. */
    public boolean steeper() {
        return ratio < 1 && difference.high() < 0;
    }
}
