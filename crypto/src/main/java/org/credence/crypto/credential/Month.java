package org.credence.crypto.credential;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;

/**
 * A calendar month. Credentials expire with the end of one: it is all that a showing discloses, so holders are as many
 * as have credentials for the month.
 *
 * @param number months since January 1970, 0 to {@value #MAX}
 */
public record Month(int number) implements Comparable<Month> {

    /** The last month that has an encoding. */
    public static final int MAX = 0xffff;

    private static final int FIRST_YEAR = 1970;
    private static final int MONTHS = 12;

    /**
     * Checks the range.
     *
     * @throws Malformed if it is out of it
     */
    public Month {
        if (number < 0 || number > MAX) {
            throw new Malformed("month", "is " + number + ", must be 0 to " + MAX);
        }
    }

    /**
     * The month of a year.
     *
     * @param month 1 to 12
     * @throws Malformed if the year is before 1970 or after 7430
     */
    public static Month of(int year, int month) {
        if (month < 1 || month > MONTHS) {
            throw new Malformed("month", "is " + month + ", must be 1 to " + MONTHS);
        }
        return new Month(Math.addExact(Math.multiplyExact(year - FIRST_YEAR, MONTHS), month - 1));
    }

    Scalar scalar() {
        return G1.SCALARS.of(number);
    }

    /**
     * Reads two bytes.
     *
     * @throws Malformed if they are missing
     */
    public static Month read(Reader reader) {
        return new Month(reader.u16("month"));
    }

    public void write(Writer writer) {
        writer.u16(number);
    }

    @Override
    public int compareTo(Month other) {
        return Integer.compare(number, other.number);
    }
}
