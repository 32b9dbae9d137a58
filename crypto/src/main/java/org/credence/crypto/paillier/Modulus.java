package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.Supplier;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;

/** w = p·q and what is computed of it alone. Nothing is known of its factors: that is for a KeyProof to show. */
final class Modulus {

    private static final BigInteger TWO = BigInteger.TWO;

    private final BigInteger w;
    private final BigInteger square;
    private final Supplier<BigInteger> residue;
    private final Supplier<Montgomery> field;

    private Modulus(BigInteger w) {
        this.w = w;
        this.square = w.multiply(w);
        BigInteger a = hashed(w);
        this.residue = Lazy.of(() -> a.multiply(a).negate().mod(w).modPow(w, square));
        this.field = Lazy.of(() -> new Montgomery(square));
        requireOrdinary(a);
    }

    /**
     * The modulus with this value.
     *
     * @throws Malformed if it is even, or shorter than {@link PaillierKey#MIN_BITS} or longer than
     *                   {@link PaillierKey#MAX_BITS}
     */
    static Modulus of(BigInteger w) {
        if (w.signum() <= 0 || w.bitLength() < PaillierKey.MIN_BITS || w.bitLength() > PaillierKey.MAX_BITS) {
            throw new Malformed("paillier.modulus", "is " + w.bitLength() + " bits, must be " + PaillierKey.MIN_BITS
                    + " to " + PaillierKey.MAX_BITS);
        }
        if (!w.testBit(0)) {
            throw new Malformed("paillier.modulus", "is even");
        }
        return new Modulus(w);
    }

    BigInteger w() {
        return w;
    }

    BigInteger square() {
        return square;
    }

    /**
     * h_w = h^w mod w² with h = −a² and a derived from w by hashing, so that who makes the key has no choice of h
     * (P§7.3). Its powers are w-th residues: they encrypt zero.
     */
    BigInteger residue() {
        return residue.get();
    }

    Montgomery field() {
        return field.get();
    }

    boolean isUnit(BigInteger number) {
        return number.gcd(w).equals(BigInteger.ONE);
    }

    /** a² ≠ ±1 and a unit: of a product of two large primes this fails for one w in 2^1000. */
    private void requireOrdinary(BigInteger a) {
        BigInteger aa = a.multiply(a).mod(w);
        if (!isUnit(a) || aa.equals(BigInteger.ONE) || aa.equals(w.subtract(BigInteger.ONE))) {
            throw new Malformed("paillier.modulus", "has a factor in common with its own hash");
        }
    }

    /** HashToZ_w("djn-a", w): SHA-512 in counter mode, 128 bits more than w has, reduced. */
    private static BigInteger hashed(BigInteger w) {
        byte[] bytes = BigIntegers.asUnsignedByteArray(w);
        int blocks = (w.bitLength() + 128) / 512 + 1;
        BigInteger value = BigInteger.ZERO;
        for (int counter = 0; counter < blocks; counter++) {
            MessageDigest sha = sha512();
            sha.update("credence/djn-a".getBytes(StandardCharsets.US_ASCII));
            sha.update((byte) counter);
            value = value.multiply(TWO.pow(512)).add(new BigInteger(1, sha.digest(bytes)));
        }
        return value.mod(w);
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-512", e);
        }
    }
}
