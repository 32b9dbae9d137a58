package org.credence.crypto.credential;

import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;

/**
 * One number for each unknown of a {@link MapProof}: the unknowns themselves, the masks, or the answers.
 *
 * @param exponent   e
 * @param second     r2
 * @param third      r3
 * @param blinding   s′
 * @param secret     sk
 * @param serial     id
 * @param randomness ρ
 */
public record Exponents(Scalar exponent, Scalar second, Scalar third, Scalar blinding, Scalar secret, Scalar serial,
        Scalar randomness) {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 7 * 32;

    static Exponents draw(SecureRandom random) {
        return new Exponents(scalar(random), scalar(random), scalar(random), scalar(random), scalar(random),
                scalar(random), scalar(random));
    }

    /** These, the masks, and a multiple of the unknowns. */
    Exponents plus(Scalar challenge, Exponents unknowns) {
        return new Exponents(exponent.plus(challenge.times(unknowns.exponent)),
                second.plus(challenge.times(unknowns.second)), third.plus(challenge.times(unknowns.third)),
                blinding.plus(challenge.times(unknowns.blinding)), secret.plus(challenge.times(unknowns.secret)),
                serial.plus(challenge.times(unknowns.serial)),
                randomness.plus(challenge.times(unknowns.randomness)));
    }

    private static Scalar scalar(SecureRandom random) {
        return G1.SCALARS.uniform(random);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing or a scalar is not below the order
     */
    static Exponents read(Reader reader) {
        return new Exponents(G1.SCALARS.read(reader, "map.exponent"), G1.SCALARS.read(reader, "map.second"),
                G1.SCALARS.read(reader, "map.third"), G1.SCALARS.read(reader, "map.blinding"),
                G1.SCALARS.read(reader, "map.secret"), G1.SCALARS.read(reader, "map.serial"),
                G1.SCALARS.read(reader, "map.randomness"));
    }

    void write(Writer writer) {
        List.of(exponent, second, third, blinding, secret, serial, randomness).forEach(each -> each.write(writer));
    }
}
