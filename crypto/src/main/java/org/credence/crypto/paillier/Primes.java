package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;

/** Primes for moduli. */
final class Primes {

    private static final int CERTAINTY = 128;
    private static final BigInteger SMALL = productOfPrimesBelow(1000);

    private Primes() {}

    /** Random bases and a Lucas test: no number is known that passes both and is composite. */
    static boolean isPrime(BigInteger number) {
        return number.isProbablePrime(CERTAINTY);
    }

    /** A random prime ≡ 3 mod 4 with its two highest bits set, so that a product of two has full length. */
    static BigInteger blum(int bits, SecureRandom random) {
        BigInteger candidate;
        do {
            candidate = new BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2).setBit(1).setBit(0);
        } while (!isRandomPrime(candidate));
        return candidate;
    }

    /** A random prime with its two highest bits set. */
    static BigInteger any(int bits, SecureRandom random) {
        BigInteger candidate;
        do {
            candidate = new BigInteger(bits, random).setBit(bits - 1).setBit(bits - 2).setBit(0);
        } while (!isRandomPrime(candidate));
        return candidate;
    }

    private static boolean isRandomPrime(BigInteger candidate) {
        return candidate.gcd(SMALL).equals(BigInteger.ONE) && isPrime(candidate);
    }

    private static BigInteger productOfPrimesBelow(int bound) {
        BigInteger product = BigInteger.ONE;
        for (int number = 2; number < bound; number++) {
            if (BigInteger.valueOf(number).isProbablePrime(50)) {
                product = product.multiply(BigInteger.valueOf(number));
            }
        }
        return product;
    }
}
