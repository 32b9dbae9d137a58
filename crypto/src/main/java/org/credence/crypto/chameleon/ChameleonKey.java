package org.credence.crypto.chameleon;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * The public half y = g^x: everybody computes and checks hashes, CH(m, r) = g^m·y^r. Without x, two openings of one
 * hash
 * are as hard to find as a discrete logarithm.
 *
 * @param point y; where the trapdoor is shared, it is commitment 0 of the dealing (P§4.3.2)
 */
public record ChameleonKey(Point point) {

    /**
     * Refuses the neutral element, under which r would not count.
     *
     * @throws Malformed if it is neutral
     */
    public ChameleonKey {
        if (point.isNeutral()) {
            throw new Malformed("chameleon.key", "is the neutral element");
        }
    }

    /** CH(m, r) = g^m·y^r. */
    public Point hash(Opening opening) {
        return Point.of(opening.message()).plus(point.times(opening.randomness()));
    }

    /** Whether the opening is one of this hash. */
    public boolean opens(Point hash, Opening opening) {
        return hash(opening).equals(hash);
    }

    /**
     * The trapdoor, which two different openings of one hash tell: x = (m − m′)/(r′ − r).
     *
     * @throws IllegalArgumentException if they open different hashes, or are the same opening
     */
    public Trapdoor exposedBy(Opening one, Opening other) {
        if (one.equals(other) || !hash(one).equals(hash(other))) {
            throw new IllegalArgumentException("openings: must be two of one hash");
        }
        Scalar difference = other.randomness().minus(one.randomness());
        return Trapdoor.of(one.message().minus(other.message()).times(difference.inverse()));
    }

    /**
     * Reads {@link Point#LENGTH} bytes.
     *
     * @throws Malformed if they are no point or the neutral one
     */
    public static ChameleonKey read(Reader reader) {
        return new ChameleonKey(Point.read(reader, "chameleon.key"));
    }

    public void write(Writer writer) {
        point.write(writer);
    }
}
