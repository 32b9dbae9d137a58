package org.credence.training;

/**
 * What was known of a member after an epoch, and what became of it.
 *
 * @param inputs  the indicators between their bounds, 0 to 1
 * @param merit   y of P§8.1: 1 for a member that did all it should in the next epochs
 * @param trouble whether it gave trouble in the next epochs
 */
record Example(double[] inputs, double merit, boolean trouble) {

    /** Epochs that are looked ahead (P§8.1). */
    static final int AHEAD = 3;

    /** y = 1 − min(1, 0.5·missed + 0.3·lateness + 1.0·fault) of the next epochs. */
    static double merit(History history, int member, int epoch) {
        double missed = 0;
        double late = 0;
        boolean fault = false;
        for (int next = epoch + 1; next <= epoch + AHEAD; next++) {
            Conduct conduct = history.conduct(member, next);
            missed += conduct.missedShare() / AHEAD;
            late += conduct.lateness() / AHEAD;
            fault |= conduct.fault();
        }
        return 1 - StrictMath.min(1, 0.5 * missed + 0.3 * late + (fault ? 1 : 0));
    }

    static boolean trouble(History history, int member, int epoch) {
        for (int next = epoch + 1; next <= epoch + AHEAD; next++) {
            if (history.conduct(member, next).trouble()) {
                return true;
            }
        }
        return false;
    }
}
