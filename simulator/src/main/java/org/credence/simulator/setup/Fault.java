package org.credence.simulator.setup;

import java.util.EnumSet;
import java.util.Set;
import org.credence.consensus.protocol.Protocol;

/** Kinds of trouble. All are on unless switched off; how much of each a seed gets is drawn from the seed. */
public enum Fault {
    /** Messages vanish. */
    LOSS,
    /** Messages arrive twice. */
    DUPLICATION,
    /** Messages overtake each other by much more than jitter. */
    REORDERING,
    /** Links stop and later deliver all at once. */
    CLOGGING,
    /** Groups, single members or single directions are cut off. */
    PARTITIONS,
    /** Members crash at any point between a step and its sends, alone or all at once, and start again. */
    CRASHES,
    /** Disks sync slowly, and what need not be synced is lost in a crash. */
    DISKS,
    /** Clocks differ by up to two seconds. */
    CLOCKS,
    /** Members lie in different parts of the world. */
    WAN,
    /** Up to f members misbehave. */
    BYZANTINE;

    /** The kinds that a protocol claims to tolerate, together. */
    public static Set<Fault> claimed(Protocol protocol) {
        EnumSet<Fault> claimed = EnumSet.allOf(Fault.class);
        if (!protocol.rule().byzantine()) {
            claimed.remove(BYZANTINE);
        }
        return claimed;
    }
}
