package org.credence.crypto.group;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Writer;

/** An element of a {@link ScalarField}. It may be secret, so it never prints its value. */
public final class Scalar {

    private final ScalarField field;
    private final BigInteger value;

    Scalar(ScalarField field, BigInteger value) {
        this.field = field;
        this.value = value;
    }

    /** The field it belongs to. */
    public ScalarField field() {
        return field;
    }

    /** The number, from 0 to order − 1. */
    public BigInteger value() {
        return value;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public Scalar plus(Scalar other) {
        return field.of(value.add(same(other)));
    }

    public Scalar minus(Scalar other) {
        return field.of(value.subtract(same(other)));
    }

    public Scalar times(Scalar other) {
        return field.of(value.multiply(same(other)));
    }

    public Scalar negated() {
        return field.of(value.negate());
    }

    /**
     * The multiplicative inverse, in a number of steps that depends on the order alone.
     *
     * @throws ArithmeticException of zero
     */
    public Scalar inverse() {
        if (isZero()) {
            throw new ArithmeticException("scalar: zero has no inverse");
        }
        return new Scalar(field, BigIntegers.modOddInverse(field.order(), value));
    }

    /** The big-endian encoding, {@link ScalarField#length()} bytes. */
    public byte[] toBytes() {
        return BigIntegers.asUnsignedByteArray(field.length(), value);
    }

    /** Writes the encoding; its length is the field's. */
    public void write(Writer writer) {
        byte[] bytes = toBytes();
        writer.raw(bytes);
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Scalar scalar && field.equals(scalar.field) && value.equals(scalar.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Names the field only. */
    @Override
    public String toString() {
        return "Scalar[of " + field.order().bitLength() + " bits]";
    }

    private BigInteger same(Scalar other) {
        if (!field.equals(other.field)) {
            throw new IllegalArgumentException("scalar: of another field");
        }
        return other.value;
    }
}
