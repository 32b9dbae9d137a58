package org.credence.reputation;

/**
 * The rules around the network, which no input can buy off (P§8.1): a proven fault costs all credit for a time, trust
 * comes slowly and goes quickly, and grows no faster than age.
 */
public final class CreditRules {

    /** Epochs without credit after a proven fault. */
    public static final int BARRED_EPOCHS = 20;

    /** Credit of a newcomer, and of whoever begins anew after a fault. */
    static final int START = Fixed.percent(30);
    /** By how much credit rises in an epoch at the most, in 1/65,536. */
    public static final int MOST_GAIN = Fixed.percent(5);
    /** By how much it falls. */
    public static final int MOST_LOSS = Fixed.percent(30);
    /** By how much an epoch raises what may be reached at all. */
    private static final int CAP_PER_EPOCH = Fixed.percent(2);
    /** Less than this does not change credit, so that ranks do not change by chance. */
    private static final int INERTIA = Fixed.percent(1);

    private CreditRules() {}

    /**
     * The standing after one more epoch.
     *
     * @param assessment what the model says of that epoch, from 0 to 1 in 1/65,536
     * @param fault      whether a fault was proven in it
     */
    public static Standing next(Standing before, int assessment, boolean fault) {
        int age = before.age() + 1;
        if (fault) {
            return new Standing(0, age, BARRED_EPOCHS);
        }
        if (before.barred() > 1) {
            return new Standing(0, age, before.barred() - 1);
        }
        if (before.barred() == 1) {
            return new Standing(START, age, 0);
        }
        return new Standing(Math.min(moved(before.credit(), assessment), cap(age)), age, 0);
    }

    private static int moved(int credit, int assessment) {
        return Math.abs(assessment - credit) < INERTIA
                ? credit
                : Math.clamp(assessment, Math.max(0, credit - MOST_LOSS), credit + MOST_GAIN);
    }

    /** The most that may be reached after so many epochs, from 0 to 1 in 1/65,536. */
    public static int cap(int age) {
        return (int) Math.min(Fixed.ONE, START + (long) CAP_PER_EPOCH * age);
    }
}
