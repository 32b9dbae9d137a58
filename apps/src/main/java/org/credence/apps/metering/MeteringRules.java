package org.credence.apps.metering;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.credence.apps.InvalidParameter;

/**
 * What a chain's genesis lays down about readings.
 *
 * @param staleAfterIntervals a reading more than this many half hours behind the newest of its meter is refused, since
 *                            its period may be billed; relative to the meter, not to the clock, so that history can be
 *                            replayed. 1 to 1,000,000
 * @param aheadIntervals      a reading that begins more than this many half hours after the block's agreed time is
 *                            refused. 0 to 1,000,000
 * @param epochLength         heights of which one regional total is made. 1 to 1,000,000
 */
public record MeteringRules(int staleAfterIntervals, int aheadIntervals, int epochLength) {

    /** 31 days behind, one day ahead, 1000 heights. */
    public static final MeteringRules DEFAULT = new MeteringRules(31 * Metering.INTERVALS_PER_DAY,
            Metering.INTERVALS_PER_DAY, 1000);

    private static final int MOST = 1_000_000;
    private static final String STALE = "staleAfterIntervals";
    private static final String AHEAD = "aheadIntervals";
    private static final String EPOCH = "epochLength";

    public MeteringRules {
        check(STALE, staleAfterIntervals, 1);
        check(AHEAD, aheadIntervals, 0);
        check(EPOCH, epochLength, 1);
    }

    /**
     * The rules that parameters of a genesis give, which have the names of the components; what is not given is as in
     * {@link #DEFAULT}.
     *
     * @throws InvalidParameter naming the parameter that is unknown or outside its limits
     */
    public static MeteringRules of(Map<String, String> parameters) {
        SortedMap<String, String> left = new TreeMap<>(parameters);
        MeteringRules rules = new MeteringRules(take(left, STALE, DEFAULT.staleAfterIntervals),
                take(left, AHEAD, DEFAULT.aheadIntervals), take(left, EPOCH, DEFAULT.epochLength));
        if (!left.isEmpty()) {
            throw new InvalidParameter("metering." + left.firstKey(),
                    "is unknown, must be one of " + STALE + ", " + AHEAD + ", " + EPOCH);
        }
        return rules;
    }

    private static int take(SortedMap<String, String> parameters, String name, int standard) {
        String text = parameters.remove(name);
        if (text == null) {
            return standard;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new InvalidParameter("metering." + name, "'" + text + "' is no whole number up to " + MOST);
        }
    }

    private static void check(String name, int value, int least) {
        if (value < least || value > MOST) {
            throw new InvalidParameter("metering." + name, "is " + value + ", limits " + least + " to " + MOST);
        }
    }
}
