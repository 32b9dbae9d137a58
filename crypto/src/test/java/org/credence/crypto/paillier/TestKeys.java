package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/**
 * Keys of published safe primes, because new ones take long to find: p = 2p′ + 1 with p′ prime has all the shape that
 * lightweight and threshold keys need.
 */
public final class TestKeys {

    /** RFC 2409 §6.2 (Oakley group 2), 1,024 bits. */
    public static final BigInteger P = new BigInteger("""
            ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74
            020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437
            4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed
            ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff""".replace("\n", ""), 16);

    /** RFC 5054 appendix A, the group of 1,024 bits. */
    public static final BigInteger Q = new BigInteger("""
            eeaf0ab9adb38dd69c33f80afa8fc5e86072618775ff3c0b9ea2314c9c256576
            d674df7496ea81d3383b4813d692c6e0e0d5d8e250b98be48e495c1d6089dad1
            5dc7d7b46154d6b6ce8ef4ad69b15d4982559b297bcf1885c529f566660e57ec
            68edbc3c05726cc02fd4cbf4976eaa9afd5138fe8376435b9fc61d2fc0eb06e3""".replace("\n", ""), 16);

    public static final SecureRandom RANDOM = new SecureRandom();

    public static final PaillierSecret SECRET = PaillierSecret.of(P, Q);

    public static final LightweightKey KEY = LightweightKey.of(SECRET.key());

    private TestKeys() {}

    public static BigInteger decrypt(Ciphertext ciphertext) {
        return SECRET.decrypt(ciphertext, RANDOM).signed();
    }
}
