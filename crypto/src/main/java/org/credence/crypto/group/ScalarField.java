package org.credence.crypto.group;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;

/** The integers modulo a prime, the order of some group. Elements of different fields do not mix. */
public final class ScalarField {

    /** Longest order in bits: no group here needs more, and a hostile one cannot make arithmetic slow. */
    public static final int MAX_BITS = 512;

    private static final int CERTAINTY = 100;

    private final BigInteger order;
    private final int length;
    private final Scalar zero;
    private final Scalar one;

    private ScalarField(BigInteger order) {
        this.order = order;
        this.length = (order.bitLength() + 7) / 8;
        this.zero = new Scalar(this, BigInteger.ZERO);
        this.one = new Scalar(this, BigInteger.ONE);
    }

    /**
     * The field of this order.
     *
     * @param order a prime of at most {@value #MAX_BITS} bits
     * @throws IllegalArgumentException if it is no such prime
     */
    public static ScalarField ofOrder(BigInteger order) {
        if (order.signum() <= 0 || order.bitLength() > MAX_BITS || !order.isProbablePrime(CERTAINTY)) {
            throw new IllegalArgumentException("order: must be a prime of at most " + MAX_BITS + " bits");
        }
        return new ScalarField(order);
    }

    /** The prime. */
    public BigInteger order() {
        return order;
    }

    /** Length of an encoded scalar in bytes. */
    public int length() {
        return length;
    }

    public Scalar zero() {
        return zero;
    }

    public Scalar one() {
        return one;
    }

    /** The residue of any integer, negative ones included. */
    public Scalar of(BigInteger value) {
        return new Scalar(this, value.mod(order));
    }

    /** The residue of any integer, negative ones included. */
    public Scalar of(long value) {
        return of(BigInteger.valueOf(value));
    }

    /**
     * The residue of the bytes read as one big-endian number. Of uniform bytes, the result is uniform but for a bias of
     * at most order / 2^(8 · number of bytes).
     */
    public Scalar reduce(byte[] bytes) {
        return of(new BigInteger(1, bytes));
    }

    /** A uniform scalar from 0 to order − 1; {@code random} must be a cryptographic generator. */
    public Scalar uniform(SecureRandom random) {
        BigInteger value;
        do {
            value = new BigInteger(order.bitLength(), random);
        } while (value.compareTo(order) >= 0);
        return new Scalar(this, value);
    }

    /** A uniform scalar from 1 to order − 1; {@code random} must be a cryptographic generator. */
    public Scalar nonZero(SecureRandom random) {
        Scalar scalar;
        do {
            scalar = uniform(random);
        } while (scalar.isZero());
        return scalar;
    }

    /**
     * The scalar whose encoding these bytes are.
     *
     * @throws Malformed if there are not {@link #length()} of them, or they are not below the order
     */
    public Scalar decode(String field, byte[] bytes) {
        if (bytes.length != length) {
            throw new Malformed(field, "is " + bytes.length + " bytes, must be " + length);
        }
        BigInteger value = new BigInteger(1, bytes);
        if (value.compareTo(order) >= 0) {
            throw new Malformed(field, "is not below the order of the group");
        }
        return new Scalar(this, value);
    }

    /**
     * Reads {@link #length()} bytes.
     *
     * @throws Malformed if they are missing or not below the order
     */
    public Scalar read(Reader reader, String field) {
        byte[] bytes = reader.raw(field, length);
        try {
            return decode(field, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof ScalarField field && order.equals(field.order);
    }

    @Override
    public int hashCode() {
        return order.hashCode();
    }

    @Override
    public String toString() {
        return "ScalarField[" + order.bitLength() + " bits]";
    }
}
