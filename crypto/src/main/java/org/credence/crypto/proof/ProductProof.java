package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;

/**
 * Mult of P§7.3 (Damgård and Jurik, PKC 2001): one ciphertext holds the product of what two others hold, for a prover
 * who
 * knows one factor, an amount. With C_a = Enc(a; ρ_a) and C_d = C_b^a·Enc(0; ρ_0): A = Enc(x; u), B = C_b^x·Enc(0; t),
 * challenge e, z = x + e·a, z_u = u + e·ρ_a, z_t = t + e·ρ_0; checked are Enc(z; z_u) = A·C_a^e and
 * C_b^z·Enc(0; z_t) = B·C_d^e. Exact modulo w; that a·b does not wrap is for range proofs to show.
 *
 * @param factorMask  A
 * @param productMask B
 * @param factor      z
 * @param ofFactor    z_u
 * @param ofProduct   z_t
 */
public record ProductProof(
        Ciphertext factorMask, Ciphertext productMask, BigInteger factor, BigInteger ofFactor, BigInteger ofProduct) {

    /** That {@code product} holds what {@code factor} holds times what {@code other} holds. */
    public record Statement(LightweightKey key, Ciphertext factor, Ciphertext other, Ciphertext product) {

        /**
         * Checks that they belong together.
         *
         * @throws IllegalArgumentException if a ciphertext is under another key
         */
        public Statement {
            ZeroProof.requireUnder(key, factor);
            ZeroProof.requireUnder(key, other);
            ZeroProof.requireUnder(key, product);
        }
    }

    /**
     * What the prover knows: C_a = Enc(factor; ofFactor) and C_d = C_b^factor·Enc(0; ofProduct).
     *
     * @param factor an amount, 0 to 2^64 − 1
     */
    public record Witness(BigInteger factor, Randomness ofFactor, Randomness ofProduct) {

        /** Prints nothing. */
        @Override
        public String toString() {
            return "Witness";
        }
    }

    /**
     * Proves the statement.
     *
     * @throws IllegalArgumentException if it does not hold with this witness
     */
    public static ProductProof prove(ProofContext context, Statement statement, Witness witness, SecureRandom random) {
        LightweightKey key = statement.key;
        Lengths.requireAmount(witness.factor);
        if (!key.encrypt(witness.factor, witness.ofFactor).equals(statement.factor)
                || !powered(statement, witness.factor, witness.ofProduct.value()).equals(statement.product)) {
            throw new IllegalArgumentException("statement: does not hold for this witness");
        }
        BigInteger x = Lengths.draw(Lengths.AMOUNT_MASK, random);
        BigInteger u = Lengths.draw(Lengths.randomnessMask(key), random);
        BigInteger t = Lengths.draw(Lengths.randomnessMask(key), random);
        Ciphertext factorMask = key.encrypt(x, Randomness.of(u));
        Ciphertext productMask = powered(statement, x, t);
        BigInteger e = challenge(context, statement, factorMask, productMask);
        return new ProductProof(factorMask, productMask, x.add(e.multiply(witness.factor)),
                Lengths.answer(key, u, e, witness.ofFactor), Lengths.answer(key, t, e, witness.ofProduct));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        LightweightKey key = statement.key;
        if (!factorMask.key().equals(key.key()) || !productMask.key().equals(key.key())
                || factor.signum() < 0 || !Lengths.fits(factor, Lengths.AMOUNT_ANSWER)
                || !Lengths.fits(ofFactor, Lengths.randomnessAnswer(key))
                || !Lengths.fits(ofProduct, Lengths.randomnessAnswer(key))) {
            return false;
        }
        BigInteger e = challenge(context, statement, factorMask, productMask);
        return key.encrypt(factor, Randomness.of(ofFactor)).equals(factorMask.plus(statement.factor.times(e)))
                && powered(statement, factor, ofProduct).equals(productMask.plus(statement.product.times(e)));
    }

    /** C_b^exponent·Enc(0; randomness). */
    private static Ciphertext powered(Statement statement, BigInteger exponent, BigInteger randomness) {
        return statement.key.rerandomise(statement.other.times(exponent), Randomness.of(randomness));
    }

    private static BigInteger challenge(
            ProofContext context, Statement statement, Ciphertext factorMask, Ciphertext productMask) {
        return Transcript.of("product", context)
                .add("w", statement.key.key().w())
                .add("factor", statement.factor.value())
                .add("other", statement.other.value())
                .add("product", statement.product.value())
                .add("factor-mask", factorMask.value())
                .add("product-mask", productMask.value())
                .challenge("e");
    }

    /**
     * Reads a proof about ciphertexts under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static ProductProof read(Reader reader, LightweightKey key) {
        return new ProductProof(key.key().readCiphertext(reader), key.key().readCiphertext(reader),
                Lengths.read(reader, "product.factor", Lengths.AMOUNT_ANSWER),
                Lengths.read(reader, "product.of-factor", Lengths.randomnessAnswer(key)),
                Lengths.read(reader, "product.of-product", Lengths.randomnessAnswer(key)));
    }

    public void write(Writer writer, LightweightKey key) {
        factorMask.write(writer);
        productMask.write(writer);
        Lengths.write(writer, factor, Lengths.AMOUNT_ANSWER);
        Lengths.write(writer, ofFactor, Lengths.randomnessAnswer(key));
        Lengths.write(writer, ofProduct, Lengths.randomnessAnswer(key));
    }
}
