package org.credence.apps.metering.feed;

import org.credence.apps.metering.Metering;

/** What one real meter counted, from a recording: whole days of half hours, with gaps where the recording has none. */
public final class Series {

    /** The recording has no value here. */
    public static final int NONE = -1;

    private final String name;
    private final int firstInterval;
    private final int[] wattHours;

    /**
     * @param name          of the meter in the recording
     * @param firstInterval interval of the first value; begins a day
     * @param wattHours     per half hour, whole days, at least one; {@link #NONE} in a gap
     */
    public Series(String name, int firstInterval, int[] wattHours) {
        int day = Metering.INTERVALS_PER_DAY;
        if (firstInterval < 0 || firstInterval % day != 0 || wattHours.length == 0 || wattHours.length % day != 0) {
            throw new IllegalArgumentException("series " + name + ": has " + wattHours.length + " values from interval "
                    + firstInterval + ", must begin a day and hold whole days");
        }
        this.name = name;
        this.firstInterval = firstInterval;
        this.wattHours = wattHours.clone();
    }

    public String name() {
        return name;
    }

    /** Interval of the first value: half hours since 1970-01-01T00:00Z. */
    public int firstInterval() {
        return firstInterval;
    }

    public int days() {
        return wattHours.length / Metering.INTERVALS_PER_DAY;
    }

    /** The value of a half hour, counted from the first one and round again after the last; {@link #NONE} in a gap. */
    public int wattHours(long halfHour) {
        return wattHours[(int) (halfHour % wattHours.length)];
    }

    /** How many half hours have a value. */
    public int values() {
        int values = 0;
        for (int value : wattHours) {
            values += value == NONE ? 0 : 1;
        }
        return values;
    }

    @Override
    public String toString() {
        return name + ", " + days() + " days";
    }
}
