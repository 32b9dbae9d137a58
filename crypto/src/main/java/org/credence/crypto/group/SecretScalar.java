package org.credence.crypto.group;

import java.util.Arrays;
import org.credence.base.codec.Malformed;

/** Keeps a long-lived secret as bytes that can be zeroed, which the numbers made of it for a computation cannot. */
public final class SecretScalar implements AutoCloseable {

    private final ScalarField field;
    private final byte[] bytes;
    private boolean closed;

    public SecretScalar(Scalar scalar) {
        this.field = scalar.field();
        this.bytes = scalar.toBytes();
    }

    /**
     * The secret with this encoding, which is copied; the caller zeroes its own array.
     *
     * @throws Malformed unless the bytes are the encoding of a scalar that is not zero
     */
    public static SecretScalar decode(ScalarField field, byte[] encoding) {
        Scalar scalar = field.decode("secret", encoding);
        if (scalar.isZero()) {
            throw new Malformed("secret", "is zero");
        }
        return new SecretScalar(scalar);
    }

    /**
     * The secret, for one computation.
     *
     * @throws IllegalStateException once closed
     */
    public synchronized Scalar reveal() {
        if (closed) {
            throw new IllegalStateException("secret: is closed");
        }
        return field.decode("secret", bytes);
    }

    /** Zeroes the bytes. */
    @Override
    public synchronized void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "SecretScalar";
    }
}
