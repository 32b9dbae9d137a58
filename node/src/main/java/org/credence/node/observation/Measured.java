package org.credence.node.observation;

/**
 * What was measured of one member since the epoch began; {@link #UNKNOWN} where there was nothing to measure.
 *
 * @param rttMs        median time from a ping to its answer, milliseconds
 * @param confirmLagMs median time from a block's arrival to the member's CONFIRM of it, milliseconds
 * @param missed       blocks decided without its CONFIRM in time
 * @param online       slots in which it CONFIRMed at least once
 * @param slots        slots observed: as many blocks each as there are members
 */
public record Measured(int rttMs, int confirmLagMs, int missed, int online, int slots) {

    /** A time that is at least this is this. */
    public static final int UNKNOWN = 65_535;
}
