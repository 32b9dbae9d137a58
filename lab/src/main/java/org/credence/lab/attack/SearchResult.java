package org.credence.lab.attack;

import java.util.List;
import java.util.Optional;
import org.credence.simulator.result.Violation;

/**
 * What a search found.
 *
 * @param first      the first seed
 * @param fork       the first seed in whose world the published form forks, if there was one within {@link Search#MOST}
 * @param soundSeeds worlds tried with the sound form
 * @param sound      what broke there
 */
public record SearchResult(Search search, long first, Optional<Long> fork, int soundSeeds, List<Violation> sound) {

    public SearchResult {
        sound = List.copyOf(sound);
    }

    /** Whether the published form forks and the sound form holds. */
    public boolean asExpected() {
        return fork.isPresent() && sound.isEmpty();
    }
}
