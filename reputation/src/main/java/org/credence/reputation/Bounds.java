package org.credence.reputation;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * Between what values an indicator counts; beyond, it counts as the nearer one (P§8.1). Wire: least and most, u64 each.
 *
 * @param least counts as 0
 * @param most  counts as 1; at most 2⁴⁰
 */
public record Bounds(long least, long most) {

    /** Keeps the product with 65,536 within a long. */
    private static final long LIMIT = 1L << 40;

    /** @throws Malformed if they are negative, too large, or not in this order */
    public Bounds {
        if (least < 0 || most <= least || most > LIMIT) {
            throw new Malformed("bounds", least + " to " + most + ", must rise within 0 to " + LIMIT);
        }
    }

    static Bounds read(Reader reader) {
        return new Bounds(reader.u64("bounds.least"), reader.u64("bounds.most"));
    }

    void write(Writer writer) {
        writer.u64(least).u64(most);
    }

    /** The place of a value between the bounds, from 0 to 1 in 1/65,536. */
    int scale(long value) {
        return (int) Fixed.quotient((Math.clamp(value, least, most) - least) * Fixed.ONE, most - least);
    }
}
