package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;

/**
 * Link of P§7.3: a ciphertext and a commitment hold the same integer. A₁ = Enc(α; β), A₂ = g^α·η^κ with α of 252 bits,
 * challenge e, z₁ = α + e·m over the integers, z₂ = β + e·ρ, z₃ = κ + e·τ mod Q; checked are 0 ≤ z₁ &lt; 2^253,
 * Enc(z₁; z₂) = A₁·C^e and g^z₁·η^z₃ = A₂·V^e.
 *
 * <p>
 * Exact, and without a trusted modulus, <em>together with a {@link RangeProof} that the commitment holds an
 * amount</em>:
 * two answers give Δz₁ ≡ v·Δe mod Q with both sides below Q/2, so over the integers; and m·Δe ≡ Δz₁ mod w, so m = v.
 *
 * @param cipherMask A₁
 * @param pointMask  A₂
 * @param value      z₁
 * @param randomness z₂
 * @param blinding   z₃
 */
public record LinkProof(
        Ciphertext cipherMask, Point pointMask, BigInteger value, BigInteger randomness, Scalar blinding) {

    /** That both hold one integer; the ciphertext is under the key's ordinary form. */
    public record Statement(LightweightKey key, Ciphertext ciphertext, Commitment commitment) {

        /**
         * Checks that they belong together.
         *
         * @throws IllegalArgumentException if the ciphertext is under another key
         */
        public Statement {
            ZeroProof.requireUnder(key, ciphertext);
        }
    }

    /**
     * Proves the statement.
     *
     * @param opening    of the commitment; its value is an amount, 0 to 2^64 − 1
     * @param randomness of the ciphertext
     * @throws IllegalArgumentException if the statement does not hold with them
     */
    public static LinkProof prove(ProofContext context, Statement statement, Opening opening, Randomness randomness,
            SecureRandom random) {
        LightweightKey key = statement.key;
        BigInteger amount = opening.value().value();
        Lengths.requireAmount(amount);
        if (!key.encrypt(amount, randomness).equals(statement.ciphertext)
                || !opening.commit().equals(statement.commitment)) {
            throw new IllegalArgumentException("statement: does not hold for this opening and randomness");
        }
        BigInteger alpha = Lengths.draw(Lengths.AMOUNT_MASK, random);
        BigInteger beta = Lengths.draw(Lengths.randomnessMask(key), random);
        Opening masks = Opening.of(alpha, random);
        Ciphertext cipherMask = key.encrypt(alpha, Randomness.of(beta));
        Point pointMask = masks.commit().point();
        BigInteger e = transcript(context, statement, cipherMask, pointMask).challenge("e");
        return new LinkProof(cipherMask, pointMask, alpha.add(e.multiply(amount)),
                Lengths.answer(key, beta, e, randomness),
                masks.blinding().plus(Point.SCALARS.of(e).times(opening.blinding())));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        if (!isInRange(statement.key)) {
            return false;
        }
        BigInteger e = transcript(context, statement).challenge("e");
        boolean points = Point
                .sumOfProducts(
                        List.of(Point.GENERATOR, Generators.BLINDING, statement.commitment.point()),
                        List.of(Point.SCALARS.of(value), blinding, Point.SCALARS.of(e.negate())))
                .equals(pointMask);
        return points && statement.key.encrypt(value, Randomness.of(randomness))
                .equals(cipherMask.plus(statement.ciphertext.times(e)));
    }

    boolean isInRange(LightweightKey key) {
        return cipherMask.key().equals(key.key())
                && value.signum() >= 0
                && Lengths.fits(value, Lengths.AMOUNT_ANSWER)
                && Lengths.fits(randomness, Lengths.randomnessAnswer(key));
    }

    /** All that e depends on; what is drawn after e depends on the same. */
    Transcript transcript(ProofContext context, Statement statement) {
        return transcript(context, statement, cipherMask, pointMask);
    }

    private static Transcript transcript(
            ProofContext context, Statement statement, Ciphertext cipherMask, Point pointMask) {
        return Transcript.of("link", context)
                .add("w", statement.key.key().w())
                .add("ciphertext", statement.ciphertext.value())
                .add("commitment", statement.commitment.point())
                .add("cipher-mask", cipherMask.value())
                .add("point-mask", pointMask);
    }

    /**
     * Reads a proof about a ciphertext under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static LinkProof read(Reader reader, LightweightKey key) {
        LinkProof proof = new LinkProof(key.key().readCiphertext(reader), Point.readAny(reader, "link.point-mask"),
                Lengths.read(reader, "link.value", Lengths.AMOUNT_ANSWER),
                Lengths.read(reader, "link.randomness", Lengths.randomnessAnswer(key)),
                Point.SCALARS.read(reader, "link.blinding"));
        if (proof.value.signum() < 0) {
            throw new Malformed("link.value", "is negative");
        }
        return proof;
    }

    public void write(Writer writer, LightweightKey key) {
        cipherMask.write(writer);
        pointMask.write(writer);
        Lengths.write(writer, value, Lengths.AMOUNT_ANSWER);
        Lengths.write(writer, randomness, Lengths.randomnessAnswer(key));
        blinding.write(writer);
    }
}
