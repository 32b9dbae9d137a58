package org.credence.crypto.blind;

import java.math.BigInteger;
import java.security.SecureRandom;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.jspecify.annotations.Nullable;

/** The secret half. It signs whatever it is handed, so it asks who is asking first. Closing it drops the factors. */
public final class BlindSigner implements AutoCloseable {

    private static final int CERTAINTY = 100;

    private final BlindKey key;
    private @Nullable Factors factors;

    private BlindSigner(BlindVariant variant, BigInteger p, BigInteger q) {
        this.key = new BlindKey(variant, p.multiply(q));
        this.factors = new Factors(p, q);
    }

    private record Factors(BigInteger p, BigInteger q) {

        /** base^d mod n by the Chinese remainder theorem. */
        BigInteger power(BigInteger base) {
            BigInteger modP = half(base, p);
            BigInteger modQ = half(base, q);
            BigInteger quotient = modP.subtract(modQ).multiply(q.modInverse(p)).mod(p);
            return modQ.add(quotient.multiply(q));
        }

        private static BigInteger half(BigInteger base, BigInteger prime) {
            BigInteger d = BlindKey.EXPONENT.modInverse(prime.subtract(BigInteger.ONE));
            return base.mod(prime).modPow(d, prime);
        }

        @Override
        public String toString() {
            return "Factors";
        }
    }

    /**
     * A new key.
     *
     * @param bits   2048, 3072 or 4096
     * @param random a cryptographic generator
     */
    public static BlindSigner generate(BlindVariant variant, int bits, SecureRandom random) {
        if (bits != 2048 && bits != 3072 && bits != 4096) {
            throw new IllegalArgumentException("bits: " + bits + ", must be 2048, 3072 or 4096");
        }
        BigInteger p;
        BigInteger q;
        do {
            p = BigIntegers.createRandomPrime(bits / 2, CERTAINTY, random);
            q = BigIntegers.createRandomPrime(bits / 2, CERTAINTY, random);
        } while (p.subtract(q).abs().bitLength() <= bits / 2 - 100 || p.multiply(q).bitLength() != bits
                || !isUsable(p) || !isUsable(q));
        return new BlindSigner(variant, p, q);
    }

    /**
     * The signer with these factors.
     *
     * @throws Malformed unless they are different primes, e is prime to p − 1 and q − 1, and n is in range
     */
    public static BlindSigner of(BlindVariant variant, BigInteger p, BigInteger q) {
        if (p.equals(q) || p.bitLength() > BlindKey.MAX_BITS || q.bitLength() > BlindKey.MAX_BITS
                || !p.isProbablePrime(CERTAINTY) || !q.isProbablePrime(CERTAINTY) || !isUsable(p) || !isUsable(q)) {
            throw new Malformed("blind.factors", "must be two different primes with e prime to each less one");
        }
        return new BlindSigner(variant, p, q);
    }

    /** The public half. */
    public BlindKey key() {
        return key;
    }

    /**
     * Signs without seeing what (RFC 9474 §4.3): z^d mod n. The base of the power is blinded by a random r^e, and the
     * result checked, for a fault in one half of the computation would tell the factors.
     *
     * @throws Malformed if the blinded message is not of the key's length or not below n
     */
    public byte[] sign(byte[] blindedMessage, SecureRandom random) {
        BigInteger z = new BigInteger(1, blindedMessage);
        BigInteger n = key.modulus();
        if (blindedMessage.length != key.length() || z.compareTo(n) >= 0) {
            throw new Malformed("blind.message", "must be " + key.length() + " bytes, and below n");
        }
        BigInteger r;
        do {
            r = BigIntegers.createRandomInRange(BigInteger.ONE, n.subtract(BigInteger.ONE), random);
        } while (!r.gcd(n).equals(BigInteger.ONE));
        BigInteger base = z.multiply(r.modPow(BlindKey.EXPONENT, n)).mod(n);
        BigInteger s = factors().power(base).multiply(r.modInverse(n)).mod(n);
        if (!s.modPow(BlindKey.EXPONENT, n).equals(z)) {
            throw new AssertionError("RSA: the signature of a message does not verify");
        }
        return BigIntegers.asUnsignedByteArray(key.length(), s);
    }

    /** Drops the factors; later requests fail with {@link IllegalStateException}. */
    @Override
    public synchronized void close() {
        factors = null;
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "BlindSigner[" + key.variant() + ", …" + key.modulus().mod(BigInteger.TWO.pow(32)).toString(16) + "]";
    }

    private synchronized Factors factors() {
        Factors open = factors;
        if (open == null) {
            throw new IllegalStateException("blind signer is closed");
        }
        return open;
    }

    private static boolean isUsable(BigInteger prime) {
        return prime.subtract(BigInteger.ONE).gcd(BlindKey.EXPONENT).equals(BigInteger.ONE);
    }
}
