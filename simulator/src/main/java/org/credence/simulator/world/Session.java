package org.credence.simulator.world;

import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.simulator.setup.Seating;

/**
 * The members among whom a process lives, and its place there: for as long as they stay the same (decision 0012).
 *
 * @param seating   the members it knows
 * @param committee the same as an engine has them
 * @param seat      its place among them
 */
record Session(Seating seating, Committee committee, int seat) {

    /** That of a process which has a seat in the epoch. */
    static Session of(int process, Seating seating, Epoch epoch) {
        return new Session(seating, epoch.committee(), seating.seat(process).orElseThrow());
    }

    /** The number of its key. */
    int key() {
        return seating.keys().get(seat);
    }
}
