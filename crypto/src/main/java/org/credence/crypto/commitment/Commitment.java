package org.credence.crypto.commitment;

import java.math.BigInteger;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;

/**
 * g^v·η^τ: hides v perfectly, and who could open it to another number could compute logarithms. {@link #ZERO} is where
 * an
 * account starts.
 */
public record Commitment(Point point) {

    /** Zero without blinding. */
    public static final Commitment ZERO = new Commitment(Point.NEUTRAL);

    /** Holds the sum. */
    public Commitment plus(Commitment other) {
        return new Commitment(point.plus(other.point));
    }

    /** Holds the difference, modulo Q. */
    public Commitment minus(Commitment other) {
        return new Commitment(point.minus(other.point));
    }

    /** Holds the product with a number that everybody may know. */
    public Commitment times(BigInteger factor) {
        return new Commitment(point.times(Point.SCALARS.of(factor)));
    }

    /**
     * Reads {@link Point#LENGTH} bytes.
     *
     * @throws Malformed if they are no point
     */
    public static Commitment read(Reader reader) {
        return new Commitment(Point.readAny(reader, "commitment"));
    }

    public void write(Writer writer) {
        point.write(writer);
    }
}
