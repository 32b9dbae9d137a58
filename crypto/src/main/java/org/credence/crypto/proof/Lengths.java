package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Plaintext;
import org.credence.crypto.paillier.Randomness;

/**
 * Lengths in bits of what proofs over the integers send (P§7.3), and its encoding: one byte of sign, then a fixed
 * length.
 */
final class Lengths {

    /** σ: a mask is longer than what it hides by this much beside the challenge, so it is hidden but for 2^−60. */
    static final int SLACK = 60;

    /** Mask of an amount of ℓ = 64 bits: ℓ + λ + σ. */
    static final int AMOUNT_MASK = Plaintext.AMOUNT_BITS + Transcript.CHALLENGE_BITS + SLACK;

    /** Answer about an amount. Below Q/2 in absolute value, on which the exactness of a Link rests. */
    static final int AMOUNT_ANSWER = AMOUNT_MASK + 1;

    private Lengths() {}

    /** Longest ρ a proof is about: a fresh one and its growth. */
    static int randomness(LightweightKey key) {
        return key.randomnessBits() + Randomness.GROWTH_BITS;
    }

    /** Mask of ρ. */
    static int randomnessMask(LightweightKey key) {
        return randomness(key) + Transcript.CHALLENGE_BITS + SLACK;
    }

    /** Answer about ρ. */
    static int randomnessAnswer(LightweightKey key) {
        return randomnessMask(key) + 1;
    }

    static BigInteger draw(int bits, SecureRandom random) {
        return new BigInteger(bits, random);
    }

    /** Mask + e·ρ, of a ρ short enough to be hidden by the mask. */
    static BigInteger answer(LightweightKey key, BigInteger mask, BigInteger challenge, Randomness randomness) {
        if (randomness.value().bitLength() > randomness(key)) {
            throw new IllegalArgumentException("randomness: " + randomness.value().bitLength()
                    + " bits, must be at most " + randomness(key) + "; re-randomise the ciphertext first");
        }
        return mask.add(challenge.multiply(randomness.value()));
    }

    static void requireAmount(BigInteger amount) {
        if (amount.signum() < 0 || amount.bitLength() > Plaintext.AMOUNT_BITS) {
            throw new IllegalArgumentException("amount: must be 0 to 2^" + Plaintext.AMOUNT_BITS + " − 1");
        }
    }

    /** Whether |number| is below 2^bits. */
    static boolean fits(BigInteger number, int bits) {
        return number.abs().bitLength() <= bits;
    }

    static BigInteger read(Reader reader, String field, int bits) {
        boolean negative = reader.flag(field);
        BigInteger length = new BigInteger(1, reader.raw(field, (bits + 7) / 8));
        if (length.bitLength() > bits || negative && length.signum() == 0) {
            throw new Malformed(field, "must be a number of at most " + bits + " bits, and zero is not negative");
        }
        return negative ? length.negate() : length;
    }

    static void write(Writer writer, BigInteger number, int bits) {
        writer.u8(number.signum() < 0 ? 1 : 0);
        writer.raw(BigIntegers.asUnsignedByteArray((bits + 7) / 8, number.abs()));
    }
}
