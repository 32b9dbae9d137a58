package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where the bad member stood.
 *
 * @param places  by epoch, its place in the rank, from 0; one more than epochs, for the last one's table is known
 * @param bad     by epoch, whether it misbehaved
 * @param tenures the places that lead by plan
 */
public record Career(List<Integer> places, List<Boolean> bad, int tenures) {

    public Career {
        places = List.copyOf(places);
        bad = List.copyOf(bad);
    }

    /** Whether it leads in the epoch by plan. */
    private boolean leadsIn(int epoch) {
        return places.get(epoch) < tenures;
    }

    /** Whether it leads by plan so many epochs after the one in which it first misbehaved; empty if the run ended. */
    Optional<Boolean> leads(int after) {
        return judgedWithin(after) ? Optional.of(leadsIn(onset().orElseThrow() + after)) : Optional.empty();
    }

    /** The first epoch in which it misbehaved; empty if it never did. */
    public OptionalInt onset() {
        int first = bad.indexOf(true);
        return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
    }

    /** The first epoch, after it began to misbehave, in which it does not lead; empty if there is none. */
    private OptionalInt lost() {
        for (int epoch = bad.indexOf(true) + 1; epoch > 0 && epoch < places.size(); epoch++) {
            if (!leadsIn(epoch)) {
                return OptionalInt.of(epoch);
            }
        }
        return OptionalInt.empty();
    }

    /** After how many epochs, beginning with the first one that is bad, it no longer leads. */
    public OptionalInt lostAfter() {
        OptionalInt lost = lost();
        return lost.isEmpty() ? lost : OptionalInt.of(lost.getAsInt() - onset().orElseThrow());
    }

    /** Whether the run is long enough to see that within so many epochs. */
    public boolean judgedWithin(int epochs) {
        return onset().isPresent() && onset().getAsInt() + epochs < places.size();
    }

    /** Each time that it leads again after it had lost that: how many epochs it had behaved just before. */
    public List<Integer> regained() {
        List<Integer> regained = new ArrayList<>();
        int from = lost().orElse(places.size());
        int behaved = 0;
        for (int epoch = from + 1; epoch < places.size(); epoch++) {
            behaved = bad.get(epoch - 1) ? 0 : behaved + 1;
            if (leadsIn(epoch) && !leadsIn(epoch - 1)) {
                regained.add(behaved);
            }
        }
        return regained;
    }
}
