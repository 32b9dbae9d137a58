package org.credence.crypto.credential.escrow;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.Bases;
import org.credence.crypto.pairing.G1;

/**
 * An identity that only enough arbitrators together can read: E = (g1^ρ, PK_A^ρ·g1^id). By itself it may hold anything;
 * that it holds the identity of a credential is what a proof beside it says (A-D5).
 *
 * @param first  E1
 * @param second E2
 */
public record Escrow(G1 first, G1 second) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 2 * G1.LENGTH;

    /**
     * Refuses neutral points.
     *
     * @throws Malformed naming the point
     */
    public Escrow {
        first.requireReal("escrow.first");
        second.requireReal("escrow.second");
    }

    /** ρ for one escrow; {@code random} must be a cryptographic generator. */
    public static Scalar draw(SecureRandom random) {
        return G1.SCALARS.nonZero(random);
    }

    /**
     * Puts an identity in escrow.
     *
     * @param tag        g1^id
     * @param randomness ρ, not zero and used once
     */
    public static Escrow of(ArbitrationKey key, G1 tag, Scalar randomness) {
        return new Escrow(Bases.MAIN.times(randomness), key.point().times(randomness).plus(tag));
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or no points
     */
    public static Escrow read(Reader reader) {
        return new Escrow(G1.read(reader, "escrow.first"), G1.read(reader, "escrow.second"));
    }

    public void write(Writer writer) {
        first.write(writer);
        second.write(writer);
    }
}
