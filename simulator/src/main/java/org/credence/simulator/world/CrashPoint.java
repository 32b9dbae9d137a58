package org.credence.simulator.world;

/** Where in a run of inputs the power fails. */
enum CrashPoint {
    /** After the step, before anything is on disk. */
    LOST,
    /** With a part of the run's promises on disk. */
    TORN,
    /** With all on disk and nothing sent. */
    STORED,
    /** With all on disk and a part sent. */
    HALF_SENT
}
