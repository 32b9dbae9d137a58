package org.credence.training;

import java.util.List;
import java.util.SplittableRandom;

/**
 * A distribution by its quantiles, as a measured trace has them; in between it is straight on a logarithmic scale.
 *
 * @param shares probabilities, ascending from 0
 * @param values the quantiles there, ascending, positive
 */
public record Trace(List<Double> shares, List<Double> values) {

    private static final List<Double> SHARES = List.of(0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99);

    /**
     * How long a node was down, minutes: 20,375 failures at Los Alamos 1996 to 2005 (LA-UR-05-7318, systems 16 and 23
     * left out).
     */
    public static final Trace DOWN_MINUTES = new Trace(SHARES, List.of(1.0, 14.0, 26.0, 60.0, 146.0, 340.0, 3674.0));

    /** Round-trip times of PlanetLab, milliseconds (NetLatency-Data, Zhu and others 2017, slice t01). */
    public static final Trace PLANETLAB_MILLIS =
            new Trace(SHARES, List.of(0.1, 31.6, 59.3, 135.0, 201.8, 290.7, 412.6));

    /** Round-trip times between regions of AWS, milliseconds, medians of a year to July 2025 (cloudping.co). */
    public static final Trace AWS_MILLIS = new Trace(SHARES, List.of(7.6, 43.5, 98.6, 156.1, 210.3, 258.6, 356.5));

    /** Round-trip times between personal devices, milliseconds (NetLatency-Data, Seattle, 86 slices). */
    public static final Trace SEATTLE_MILLIS =
            new Trace(SHARES, List.of(10.0, 40.0, 110.0, 220.0, 440.0, 570.0, 2390.0));

    public Trace {
        shares = List.copyOf(shares);
        values = List.copyOf(values);
    }

    /** One value; none above the highest quantile. */
    double draw(SplittableRandom random) {
        double share = random.nextDouble() * shares.getLast();
        int above = 1;
        while (share > shares.get(above)) {
            above++;
        }
        double low = StrictMath.log(values.get(above - 1));
        double high = StrictMath.log(values.get(above));
        double part = (share - shares.get(above - 1)) / (shares.get(above) - shares.get(above - 1));
        return StrictMath.exp(low + part * (high - low));
    }
}
