package org.credence.ledger.observation;

import java.util.OptionalLong;
import java.util.TreeMap;

/** When a block and the votes for it came here, in nanoseconds. The first time of each counts. */
final class Sighting {

    private OptionalLong proposed = OptionalLong.empty();
    private final TreeMap<Integer, Long> confirmed = new TreeMap<>();

    void proposed(long nanos) {
        if (proposed.isEmpty()) {
            proposed = OptionalLong.of(nanos);
        }
    }

    void confirmed(int member, long nanos) {
        confirmed.putIfAbsent(member, nanos);
    }

    int votes() {
        return confirmed.size();
    }

    boolean has(int member) {
        return confirmed.containsKey(member);
    }

    /**
     * Time from the block's arrival to the member's vote; 0 if the vote was first, empty if one of the two never came.
     */
    OptionalLong lag(int member) {
        Long at = confirmed.get(member);
        return at == null || proposed.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, at - proposed.getAsLong()));
    }
}
