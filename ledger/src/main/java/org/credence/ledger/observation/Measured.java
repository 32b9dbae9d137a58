package org.credence.ledger.observation;

import org.credence.ledger.epoch.Seen;

/**
 * What was measured of one member since the epoch began; {@link #UNKNOWN} where there was nothing to measure.
 *
 * @param rttMs        median time from a ping to its answer, milliseconds
 * @param confirmLagMs median time from a block's arrival to the member's CONFIRM of it, milliseconds
 * @param missed       blocks decided without its CONFIRM in time
 * @param online       slots in which it CONFIRMed at least once
 * @param slots        slots observed: as many blocks each as there are members
 * @param blocks       blocks observed
 */
public record Measured(int rttMs, int confirmLagMs, int missed, int online, int slots, int blocks) {

    /** A time that is at least this is this. */
    public static final int UNKNOWN = Seen.UNKNOWN;

    /** As a report has it: counted for the whole of an epoch of so many blocks, of which only some were observed. */
    public Seen seen(long epochBlocks) {
        long all = blocks == 0 ? 0 : missed * epochBlocks / blocks;
        int offline = slots == 0 ? 0 : Seen.ALWAYS - Seen.ALWAYS * online / slots;
        return new Seen(rttMs, confirmLagMs, (int) Math.min(UNKNOWN, all), offline);
    }
}
