package org.credence.apps.metering;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What was accepted for a region within one epoch.
 *
 * <p>
 * Wire: watt-hours u64, readings u64.
 */
public record RegionTotal(long wattHours, long readings) {

    /** Of an epoch without readings. */
    public static final RegionTotal NONE = new RegionTotal(0, 0);

    /**
     * @throws Malformed if the bytes are not exactly one
     */
    public static RegionTotal decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        RegionTotal total = new RegionTotal(reader.u64("region.wattHours"), reader.u64("region.readings"));
        reader.end();
        return total;
    }

    public byte[] encoded() {
        return new Writer(16).u64(wattHours).u64(readings).toBytes();
    }

    /** The total with this much more. */
    public RegionTotal plus(long moreWattHours, long moreReadings) {
        return new RegionTotal(wattHours + moreWattHours, readings + moreReadings);
    }
}
