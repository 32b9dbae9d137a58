package org.credence.ledger.epoch;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What one member measured of another in an epoch. Wire: four u16.
 *
 * @param rttMs        median time to it and back, milliseconds; {@value #UNKNOWN} if it never answered
 * @param confirmLagMs median time from a block to its CONFIRM, milliseconds; {@value #UNKNOWN} if none came
 * @param missed       blocks decided without its CONFIRM in time; what is beyond {@value #UNKNOWN} is that
 * @param offline      share of the time in which no CONFIRM came, in thousandths
 */
public record Seen(int rttMs, int confirmLagMs, int missed, int offline) {

    /** A time nobody could measure. */
    public static final int UNKNOWN = 65_535;

    /** {@link #offline} of a member that never voted. */
    public static final int ALWAYS = 1_000;

    /** @throws Malformed if a number is out of its limits */
    public Seen {
        bound("seen.rttMs", rttMs, UNKNOWN);
        bound("seen.confirmLagMs", confirmLagMs, UNKNOWN);
        bound("seen.missed", missed, UNKNOWN);
        bound("seen.offline", offline, ALWAYS);
    }

    private static void bound(String field, int value, int most) {
        if (value < 0 || value > most) {
            throw new Malformed(field, "is " + value + ", limits 0 to " + most);
        }
    }

    static Seen read(Reader reader) {
        return new Seen(reader.u16("seen.rttMs"), reader.u16("seen.confirmLagMs"), reader.u16("seen.missed"),
                reader.u16("seen.offline"));
    }

    void write(Writer writer) {
        writer.u16(rttMs).u16(confirmLagMs).u16(missed).u16(offline);
    }
}
