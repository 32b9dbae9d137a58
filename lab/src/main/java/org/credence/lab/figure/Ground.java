package org.credence.lab.figure;

/** Where a run takes place that is not simulated. */
@FunctionalInterface
public interface Ground {

    /**
     * Runs a setting to its end.
     *
     * @param blocks heights that are measured
     * @param run    number of the run
     */
    Sample run(Setting setting, Load load, int blocks, long run);
}
