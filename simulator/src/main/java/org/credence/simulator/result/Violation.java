package org.credence.simulator.result;

import java.util.List;

/**
 * A broken invariant.
 *
 * @param seed     the world it happened in
 * @param atMicros virtual time
 * @param member   committee index of the member it showed at
 * @param detail   what was seen
 * @param actions  what was done to the members until then, by name, as options can leave it out
 * @param schedule the same in words, with what followed from it
 * @param excerpt  the last events before it, oldest first
 * @param command  reproduces it
 */
public record Violation(long seed, Invariant invariant, long atMicros, int member, String detail, List<String> actions,
        List<String> schedule, List<String> excerpt, String command) {

    public Violation {
        actions = List.copyOf(actions);
        schedule = List.copyOf(schedule);
        excerpt = List.copyOf(excerpt);
    }

    @Override
    public String toString() {
        return invariant + " (" + invariant.meaning() + ") broken at " + atMicros + " us by member " + member + ": "
                + detail + "\n" + String.join("\n", excerpt) + "\nreproduce: " + command;
    }
}
