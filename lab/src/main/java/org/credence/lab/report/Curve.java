package org.credence.lab.report;

import java.util.List;

/**
 * One line of a plot.
 *
 * @param colour curves of one colour belong together
 * @param dashed tells two curves of one colour apart
 */
public record Curve(String name, List<Point> points, int colour, boolean dashed) {

    /**
     * @param low  of the interval in which the value lies
     * @param high of the same
     */
    public record Point(double x, double y, double low, double high) {}

    public Curve {
        points = List.copyOf(points);
        if (points.isEmpty() || colour < 0) {
            throw new IllegalArgumentException("curve: has " + points.size() + " points and colour " + colour
                    + ", must be at least 1 and 0");
        }
    }
}
