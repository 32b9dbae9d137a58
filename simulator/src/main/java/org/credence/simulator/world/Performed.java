package org.credence.simulator.world;

import java.util.List;
import java.util.Optional;

/**
 * How a scenario went.
 *
 * @param transcript one line per event
 * @param unmet      the first thing that the script expects and that did not hold, with its line; empty if all did
 */
public record Performed(List<String> transcript, Optional<String> unmet) {

    public Performed {
        transcript = List.copyOf(transcript);
    }
}
