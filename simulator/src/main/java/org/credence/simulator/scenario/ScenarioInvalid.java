package org.credence.simulator.scenario;

/** A scenario's text says something that is no scenario; the message names the line, what it says, and what it may. */
public final class ScenarioInvalid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param line number of the line, from 1 */
    ScenarioInvalid(String scenario, int line, String problem) {
        super("scenario " + scenario + ", line " + line + ": " + problem);
    }
}
