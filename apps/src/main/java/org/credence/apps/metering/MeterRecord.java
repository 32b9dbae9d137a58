package org.credence.apps.metering;

import java.nio.charset.StandardCharsets;
import org.credence.base.PublicKey;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * What the state knows of a meter.
 *
 * <p>
 * Wire: key 32, region (u32 length and bytes), next u32.
 *
 * @param key    what signs its readings
 * @param region what they count for
 * @param next   the interval after its newest reading; 0 if it has none
 */
public record MeterRecord(PublicKey key, String region, int next) {

    /**
     * @throws Malformed if the bytes are not exactly one
     */
    public static MeterRecord decode(byte[] bytes) {
        Reader reader = new Reader(bytes);
        MeterRecord meter = new MeterRecord(reader.key("meter.key"),
                new String(reader.bytes("meter.region", Metering.REGION_LENGTH), StandardCharsets.US_ASCII),
                reader.u32("meter.next", Integer.MAX_VALUE));
        reader.end();
        return meter;
    }

    public byte[] encoded() {
        return new Writer(64).key(key).bytes(region.getBytes(StandardCharsets.US_ASCII)).u32(next).toBytes();
    }
}
