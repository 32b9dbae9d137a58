package org.credence.lab.figure;

import java.util.function.ToDoubleFunction;

/**
 * What a run is measured by.
 *
 * @param id    its name in files
 * @param title its name in plots, with the unit
 * @param more  whether more is better
 * @param drawn whether it has plots of its own
 */
public record Metric(String id, String title, boolean more, boolean drawn, ToDoubleFunction<Sample> of) {}
