package org.credence.crypto.chameleon;

import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * What a chameleon hash is taken of.
 *
 * @param message    m, the digest of what is said, as a scalar
 * @param randomness r (θ in the paper)
 */
public record Opening(Scalar message, Scalar randomness) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 64;

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or a scalar is not below the order
     */
    public static Opening read(Reader reader) {
        return new Opening(Point.SCALARS.read(reader, "opening.message"),
                Point.SCALARS.read(reader, "opening.randomness"));
    }

    public void write(Writer writer) {
        message.write(writer);
        randomness.write(writer);
    }
}
