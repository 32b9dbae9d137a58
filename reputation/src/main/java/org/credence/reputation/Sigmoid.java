package org.credence.reputation;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * 1 / (1 + e^−x) by a table of 4,097 points on [−8, 8], linear in between, constant outside (P§8). The table is part
 * of the model's file: no machine computes an exponential. Wire: the points, u32 each.
 */
public final class Sigmoid {

    /** Points of the table. */
    public static final int POINTS = 4097;

    private static final int REACH = 8 * Fixed.ONE;
    private static final int STEP = 2 * REACH / (POINTS - 1);

    private final int[] points;

    private Sigmoid(int[] points) {
        this.points = points;
    }

    /**
     * The table with these points, in 1/65,536.
     *
     * @throws Malformed if there are not {@value #POINTS}, one is above 65,536, or they fall anywhere
     */
    public static Sigmoid of(int[] points) {
        if (points.length != POINTS) {
            throw new Malformed("sigmoid", points.length + " points, must be " + POINTS);
        }
        int before = 0;
        for (int point : points) {
            if (point < before || point > Fixed.ONE) {
                throw new Malformed("sigmoid", "a point of " + point + ", must rise from " + before + " to at most "
                        + Fixed.ONE);
            }
            before = point;
        }
        return new Sigmoid(points.clone());
    }

    static Sigmoid read(Reader reader) {
        int[] points = new int[POINTS];
        for (int i = 0; i < POINTS; i++) {
            points[i] = reader.u32("sigmoid.point", Fixed.ONE);
        }
        return of(points);
    }

    void write(Writer writer) {
        for (int point : points) {
            writer.u32(point);
        }
    }

    /** @param x and the result in 1/65,536; never falls while {@code x} rises */
    int at(long x) {
        int place = Math.clamp(x, -REACH, REACH) + REACH;
        int index = Math.min(place / STEP, POINTS - 2);
        int beyond = place - index * STEP;
        return points[index] + (int) Fixed.quotient((long) (points[index + 1] - points[index]) * beyond, STEP);
    }
}
