/**
 * Additively homomorphic encryption: Paillier (EUROCRYPT '99) and its lightweight form by Damgård, Jurik and Nielsen
 * (2010), the one P2 uses (P§7.1). One product of ciphertexts is the sum of what they hold; nobody but the holder of
 * the
 * factors reads any of it.
 *
 * <p>
 * Words: w is the modulus and k its length in bits; c is a ciphertext, a unit modulo w²; ρ is the randomness of the
 * lightweight form. Numbers are {@link java.math.BigInteger}s and cannot be zeroed; {@link PaillierSecret} drops them
 * when closed. Decryption blinds its input, because exponentiation takes a time that depends on base and exponent
 * (A-E14).
 */
@NullMarked
package org.credence.crypto.paillier;

import org.jspecify.annotations.NullMarked;
