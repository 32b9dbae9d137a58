package org.credence.reputation;

/**
 * Where a member stands in the credit table.
 *
 * @param credit from 0 to 1 in 1/65,536
 * @param age    epochs since it joined
 * @param barred epochs for which a proven fault still keeps its credit at 0
 */
public record Standing(int credit, int age, int barred) {

    public Standing {
        if (credit < 0 || credit > Fixed.ONE || age < 0 || barred < 0 || barred > 0 && credit > 0) {
            throw new IllegalArgumentException("standing: credit " + credit + " age " + age + " barred " + barred);
        }
    }

    /** A newcomer's. */
    public static Standing newcomer() {
        return new Standing(CreditRules.START, 0, 0);
    }
}
