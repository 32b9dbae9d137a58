package org.credence.apps.metering;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * A meter's month, the billing period: which half hours have a reading, and sums. One record holds the month and its
 * days, so that one proof answers for all of them and a reading touches one leaf.
 *
 * <p>
 * Wire: watt-hours u64, then for each of 31 days presence 6 bytes (bit 47 is the day's first half hour) and
 * watt-hours u32.
 */
public final class MonthRecord {

    private static final int DAYS = 31;
    private static final int LENGTH = Long.BYTES + DAYS * 10;

    private final long[] present = new long[DAYS];
    private final int[] perDay = new int[DAYS];
    private long wattHours;

    /** A month without readings. */
    public MonthRecord() {}

    /**
     * @throws Malformed if the bytes are not exactly one
     */
    public static MonthRecord decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        MonthRecord month = new MonthRecord();
        month.wattHours = reader.u64("month.wattHours");
        for (int day = 0; day < DAYS; day++) {
            month.present[day] = ((long) reader.u16("month.present") << 32) | ((long) reader.u16("month.present") << 16)
                    | reader.u16("month.present");
            month.perDay[day] = reader.u32("month.perDay", Integer.MAX_VALUE);
        }
        reader.end();
        return month;
    }

    public byte[] encoded() {
        Writer writer = new Writer(LENGTH).u64(wattHours);
        for (int day = 0; day < DAYS; day++) {
            int low = (int) present[day];
            writer.u16((int) (present[day] >>> 32)).u16(low >>> 16).u16(low & 0xffff).u32(perDay[day]);
        }
        return writer.toBytes();
    }

    /** Energy of the month so far. */
    public long wattHours() {
        return wattHours;
    }

    /** Energy of a day of the month so far; days from 0. */
    public int wattHours(int day) {
        return perDay[day];
    }

    /** Whether there is a reading for the half hour, 0 to 47, of a day of the month, from 0. */
    public boolean present(int day, int halfHour) {
        return (present[day] & bit(halfHour)) != 0;
    }

    /** How many half hours of the month have a reading. */
    public int readings() {
        int readings = 0;
        for (long day : present) {
            readings += Long.bitCount(day);
        }
        return readings;
    }

    /** Adds a reading for a half hour that has none: 0 to {@link Metering#WATT_HOURS}. */
    public void add(int day, int halfHour, int more) {
        present[day] |= bit(halfHour);
        perDay[day] += more;
        wattHours += more;
    }

    private static long bit(int halfHour) {
        return 1L << (Metering.INTERVALS_PER_DAY - 1 - halfHour);
    }
}
