package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Powers h_w^t to multiply ciphertexts with before they are exponentiated: they hold zero, so nothing needs to be
 * undone
 * afterwards. Each is the square of the one before (Kocher, CRYPTO '96, §10), and after {@value #USES} comes one that
 * is
 * drawn anew: to follow them one would have to know the first.
 */
final class BlindingFactors {

    private static final int EXPONENT_BITS = 256;
    private static final int USES = 32;

    private final Modulus modulus;
    private BigInteger factor = BigInteger.ONE;
    private int used = USES;

    BlindingFactors(Modulus modulus) {
        this.modulus = modulus;
    }

    /** The next one; {@code random} must be a cryptographic generator. */
    synchronized BigInteger next(SecureRandom random) {
        if (used == USES) {
            factor = modulus.residue().modPow(new BigInteger(EXPONENT_BITS, random), modulus.square());
            used = 0;
        } else {
            factor = factor.multiply(factor).mod(modulus.square());
        }
        used++;
        return factor;
    }
}
