package org.credence.crypto.commitment;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * What a commitment holds, known to its owner. Adds up as commitments do.
 *
 * @param value    v, modulo Q
 * @param blinding τ
 */
public record Opening(Scalar value, Scalar blinding) {

    /** A number with fresh blinding; {@code random} must be a cryptographic generator. */
    public static Opening of(BigInteger value, SecureRandom random) {
        return new Opening(Point.SCALARS.of(value), Point.SCALARS.uniform(random));
    }

    public Opening plus(Opening other) {
        return new Opening(value.plus(other.value), blinding.plus(other.blinding));
    }

    public Opening minus(Opening other) {
        return new Opening(value.minus(other.value), blinding.minus(other.blinding));
    }

    /** Of the product with {@code factor}. */
    public Opening times(BigInteger factor) {
        Scalar scalar = Point.SCALARS.of(factor);
        return new Opening(value.times(scalar), blinding.times(scalar));
    }

    /** g^v·η^τ. */
    public Commitment commit() {
        return new Commitment(Point.of(value).plus(Generators.BLINDING.timesSecret(blinding)));
    }

    /** Prints nothing. */
    @Override
    public String toString() {
        return "Opening";
    }
}
