package org.credence.crypto.paillier;

import java.math.BigInteger;

/**
 * ρ of the lightweight scheme, a signed integer that is as secret as the message. It adds up over the integers as
 * ciphertexts are multiplied, so whoever knows the ρ of all parts knows that of the whole (P§7.1).
 */
public final class Randomness {

    /** No randomness. */
    public static final Randomness NONE = new Randomness(BigInteger.ZERO);

    /** By how many bits ρ may outgrow a fresh one: 2^32 payments until an owner must re-randomise (P§7.3). */
    public static final int GROWTH_BITS = 32;

    private final BigInteger value;

    Randomness(BigInteger value) {
        this.value = value;
    }

    /** ρ with this value, from a memo. */
    public static Randomness of(BigInteger value) {
        return new Randomness(value);
    }

    /** The integer. */
    public BigInteger value() {
        return value;
    }

    /** Of the sum of two plaintexts. */
    public Randomness plus(Randomness other) {
        return new Randomness(value.add(other.value));
    }

    /** Of the difference of two plaintexts. */
    public Randomness minus(Randomness other) {
        return new Randomness(value.subtract(other.value));
    }

    /** Of the product with {@code factor}. */
    public Randomness times(BigInteger factor) {
        return new Randomness(value.multiply(factor));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Randomness that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Tells its length only. */
    @Override
    public String toString() {
        return "Randomness[" + value.bitLength() + " bits]";
    }
}
