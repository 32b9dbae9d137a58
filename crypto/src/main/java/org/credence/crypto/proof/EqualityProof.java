package org.credence.crypto.proof;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.Randomness;

/**
 * PtEq of P§7.3: two ciphertexts hold the same number, for their quotient holds zero. What an owner shows who
 * re-randomises a balance (CLAIM), and what takes the place of comparing ciphertexts (A-E3).
 *
 * @param zero the proof about C₁/C₂
 */
public record EqualityProof(ZeroProof zero) {

    /** That both ciphertexts, under the key's ordinary form, hold one number. */
    public record Statement(LightweightKey key, Ciphertext one, Ciphertext other) {

        /**
         * Checks that they belong together.
         *
         * @throws IllegalArgumentException if a ciphertext is under another key
         */
        public Statement {
            ZeroProof.requireUnder(key, one);
            ZeroProof.requireUnder(key, other);
        }

        private ZeroProof.Statement quotient() {
            return new ZeroProof.Statement(key, one.minus(other));
        }
    }

    /**
     * Proves the statement.
     *
     * @param difference ρ₁ − ρ₂
     * @throws IllegalArgumentException if the statement does not hold with it
     */
    public static EqualityProof prove(
            ProofContext context, Statement statement, Randomness difference, SecureRandom random) {
        ZeroProof.Statement quotient = statement.quotient();
        if (!statement.key.rerandomise(statement.other, difference).equals(statement.one)) {
            throw new IllegalArgumentException("statement: does not hold for this randomness");
        }
        return new EqualityProof(
                ZeroProof.answered(transcript(context, statement, quotient), quotient, difference, random));
    }

    /** Whether it proves this statement in this context. */
    public boolean proves(ProofContext context, Statement statement) {
        ZeroProof.Statement quotient = statement.quotient();
        return zero.holds(transcript(context, statement, quotient), quotient);
    }

    private static Transcript transcript(ProofContext context, Statement statement, ZeroProof.Statement quotient) {
        return ZeroProof.transcript("equality", context, quotient)
                .add("one", statement.one.value())
                .add("other", statement.other.value());
    }

    /**
     * Reads a proof about ciphertexts under this key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static EqualityProof read(Reader reader, LightweightKey key) {
        return new EqualityProof(ZeroProof.read(reader, key));
    }

    public void write(Writer writer, LightweightKey key) {
        zero.write(writer, key);
    }
}
