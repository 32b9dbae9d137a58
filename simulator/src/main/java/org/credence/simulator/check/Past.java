package org.credence.simulator.check;

import java.util.Collections;
import java.util.List;

/**
 * What no correct member will speak of again: all of them have durably decided and executed it, and far beyond. So it
 * need not be kept, and whoever still votes there breaks S4 by that alone.
 *
 * @param height    highest such height
 * @param view      highest view that all of them left so long ago
 * @param sequences per author, the lowest batch sequence that is not ordered at that height or below
 */
record Past(long height, long view, List<Long> sequences) {

    Past {
        sequences = List.copyOf(sequences);
    }

    static Past none(int members) {
        return new Past(0, -1, Collections.nCopies(members, 1L));
    }
}
