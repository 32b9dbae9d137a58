package org.credence.crypto.proof;

import java.security.SecureRandom;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;

/**
 * KeyProof of P§7.3: w is the product of two primes of the lightweight scheme's shape, neither of them small (A-E8).
 * All
 * proofs about ciphertexts rest on it: of a w with a factor below 2^128, who knows that factor could forge them.
 *
 * @param modulus Π^mod
 * @param factors Π^fac
 */
public record KeyProof(ModulusProof modulus, FactorProof factors) {

    /**
     * Proves it; some three seconds at 2,048 bits.
     *
     * @throws IllegalArgumentException if the key has not the shape of the lightweight scheme
     */
    public static KeyProof prove(ProofContext context, PaillierSecret secret, SecureRandom random) {
        return new KeyProof(ModulusProof.prove(context, secret), FactorProof.prove(context, secret, random));
    }

    /** Whether it proves this of the key in this context; to be asked once per key. */
    public boolean proves(ProofContext context, PaillierKey key) {
        return modulus.proves(context, key) && factors.proves(context, key);
    }

    /**
     * Reads a proof about this key.
     *
     * @throws Malformed if it is not canonical or a number is out of range
     */
    public static KeyProof read(Reader reader, PaillierKey key) {
        return new KeyProof(ModulusProof.read(reader, key), FactorProof.read(reader, key));
    }

    public void write(Writer writer, PaillierKey key) {
        modulus.write(writer, key);
        factors.write(writer);
    }
}
