package org.credence.reputation;

import java.util.List;
import java.util.OptionalLong;

/** What members agree on who measured each for itself (P§1.7). */
public final class Consensual {

    private Consensual() {}

    /**
     * The lower median. Of 2f+1 values and more of which f are lies, it has a true one at or below it and a true one at
     * or above it.
     *
     * @param values what each reporter measured of the subject, the subject's own word left out
     * @param f      how many may lie
     * @return empty if there are fewer than 2f+1
     */
    public static OptionalLong lowerMedian(List<Long> values, int f) {
        if (values.size() < 2 * f + 1) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(values.stream().sorted().toList().get((values.size() - 1) / 2));
    }
}
