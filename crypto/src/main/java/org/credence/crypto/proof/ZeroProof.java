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
 * ZeroEnc of P§7.3: a ciphertext holds zero, C = h_w^ρ. A = h_w^β, challenge e, z = β + e·ρ; checked is h_w^z = A·C^e.
 * Two answers to one A give m·Δe ≡ 0 mod w, and no factor of w is as small as Δe, so m = 0.
 *
 * @param mask   A
 * @param answer z
 */
public record ZeroProof(Ciphertext mask, BigInteger answer) {

    /** That {@code ciphertext}, under the key's ordinary form, holds zero. */
    public record Statement(LightweightKey key, Ciphertext ciphertext) {

        /**
         * Checks that they belong together.
         *
         * @throws IllegalArgumentException if the ciphertext is under another key
         */
        public Statement {
            requireUnder(key, ciphertext);
        }
    }

    /**
     * Proves the statement.
     *
     * @param randomness ρ, at most 32 bits longer than a fresh one
     * @throws IllegalArgumentException if the statement does not hold with it
     */
    public static ZeroProof prove(
            ProofContext context, Statement statement, Randomness randomness, SecureRandom random) {
        if (!statement.key.encrypt(BigInteger.ZERO, randomness).equals(statement.ciphertext)) {
            throw new IllegalArgumentException("statement: does not hold for this randomness");
        }
        return answered(transcript("zero", context, statement), statement, randomness, random);
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        return holds(transcript("zero", context, statement), statement);
    }

    static ZeroProof answered(
            Transcript transcript, Statement statement, Randomness randomness, SecureRandom random) {
        BigInteger beta = Lengths.draw(Lengths.randomnessMask(statement.key), random);
        Ciphertext mask = statement.key.encrypt(BigInteger.ZERO, Randomness.of(beta));
        BigInteger e = transcript.add("mask", mask.value()).challenge("e");
        return new ZeroProof(mask, Lengths.answer(statement.key, beta, e, randomness));
    }

    boolean holds(Transcript transcript, Statement statement) {
        if (!mask.key().equals(statement.key.key())
                || !Lengths.fits(answer, Lengths.randomnessAnswer(statement.key))) {
            return false;
        }
        BigInteger e = transcript.add("mask", mask.value()).challenge("e");
        return statement.key.encrypt(BigInteger.ZERO, Randomness.of(answer))
                .equals(mask.plus(statement.ciphertext.times(e)));
    }

    static Transcript transcript(String kind, ProofContext context, Statement statement) {
        return Transcript.of(kind, context)
                .add("w", statement.key.key().w())
                .add("ciphertext", statement.ciphertext.value());
    }

    static void requireUnder(LightweightKey key, Ciphertext ciphertext) {
        if (!ciphertext.key().equals(key.key())) {
            throw new IllegalArgumentException("ciphertext: under another key");
        }
    }

    /**
     * Reads a proof about a ciphertext under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static ZeroProof read(Reader reader, LightweightKey key) {
        return new ZeroProof(key.key().readCiphertext(reader),
                Lengths.read(reader, "zero.answer", Lengths.randomnessAnswer(key)));
    }

    public void write(Writer writer, LightweightKey key) {
        mask.write(writer);
        Lengths.write(writer, answer, Lengths.randomnessAnswer(key));
    }
}
