package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;

/**
 * PtKnow of P§7.3: who sends a ciphertext knows what it holds, and has not copied it (A-E7). A = Enc(α; β), challenge
 * e,
 * z₁ = α + e·m mod w, z₂ = β + e·ρ; checked is Enc(z₁; z₂) = A·C^e.
 *
 * @param mask       A
 * @param message    z₁, from 0 to w − 1
 * @param randomness z₂
 */
public record KnowledgeProof(Ciphertext mask, BigInteger message, BigInteger randomness) {

    /** That its author knows what the ciphertext, under the key's ordinary form, holds. */
    public record Statement(LightweightKey key, Ciphertext ciphertext) {

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
     * @throws IllegalArgumentException if the ciphertext is not Enc(message; randomness)
     */
    public static KnowledgeProof prove(ProofContext context, Statement statement, BigInteger message,
            Randomness randomness, SecureRandom random) {
        LightweightKey key = statement.key;
        BigInteger w = key.key().w();
        if (!key.encrypt(message, randomness).equals(statement.ciphertext)) {
            throw new IllegalArgumentException("statement: does not hold for this message and randomness");
        }
        BigInteger alpha = BigIntegers.createRandomInRange(BigInteger.ZERO, w.subtract(BigInteger.ONE), random);
        BigInteger beta = Lengths.draw(Lengths.randomnessMask(key), random);
        Ciphertext mask = key.encrypt(alpha, Randomness.of(beta));
        BigInteger e = challenge(context, statement, mask);
        return new KnowledgeProof(mask, alpha.add(e.multiply(message)).mod(w),
                Lengths.answer(key, beta, e, randomness));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        LightweightKey key = statement.key;
        if (!mask.key().equals(key.key()) || message.signum() < 0 || message.compareTo(key.key().w()) >= 0
                || !Lengths.fits(randomness, Lengths.randomnessAnswer(key))) {
            return false;
        }
        BigInteger e = challenge(context, statement, mask);
        return key.encrypt(message, Randomness.of(randomness)).equals(mask.plus(statement.ciphertext.times(e)));
    }

    private static BigInteger challenge(ProofContext context, Statement statement, Ciphertext mask) {
        return Transcript.of("knowledge", context)
                .add("w", statement.key.key().w())
                .add("ciphertext", statement.ciphertext.value())
                .add("mask", mask.value())
                .challenge("e");
    }

    /**
     * Reads a proof about a ciphertext under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static KnowledgeProof read(Reader reader, LightweightKey key) {
        Ciphertext mask = key.key().readCiphertext(reader);
        BigInteger message = new BigInteger(1, reader.raw("knowledge.message", (key.key().bits() + 7) / 8));
        if (message.compareTo(key.key().w()) >= 0) {
            throw new Malformed("knowledge.message", "is not below w");
        }
        return new KnowledgeProof(mask, message,
                Lengths.read(reader, "knowledge.randomness", Lengths.randomnessAnswer(key)));
    }

    public void write(Writer writer, LightweightKey key) {
        mask.write(writer);
        writer.raw(BigIntegers.asUnsignedByteArray((key.key().bits() + 7) / 8, message));
        Lengths.write(writer, randomness, Lengths.randomnessAnswer(key));
    }
}
