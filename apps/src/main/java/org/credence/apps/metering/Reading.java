package org.credence.apps.metering;

import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What a meter counted in one half hour.
 *
 * <p>
 * Wire: interval u32, watt-hours as four bytes of two's complement, so that a negative value reaches its
 * rejection.
 *
 * @param interval  half hours since 1970-01-01T00:00Z, below 2^31
 * @param wattHours energy
 */
public record Reading(int interval, int wattHours) {

    static Reading read(Reader reader) {
        int interval = reader.u32("reading.interval", Integer.MAX_VALUE);
        return new Reading(interval, (reader.u16("reading.wattHours") << 16) | reader.u16("reading.wattHours"));
    }

    void write(Writer writer) {
        writer.u32(interval).u16(wattHours >>> 16).u16(wattHours & 0xffff);
    }
}
