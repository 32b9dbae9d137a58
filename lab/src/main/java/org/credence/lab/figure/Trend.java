package org.credence.lab.figure;

/**
 * How a protocol takes a larger consortium.
 *
 * @param from  the smallest
 * @param to    members of the largest
 * @param ratio value there, divided by the value at the smallest
 */
public record Trend(Setting from, int to, double ratio) {}
