package org.credence.crypto.group;

import java.util.Arrays;
import org.credence.base.codec.Malformed;
import org.credence.crypto.SecretBytes;

/** Keeps a long-lived secret as bytes that can be zeroed, which the numbers made of it for a computation cannot. */
public final class SecretScalar implements AutoCloseable {

    private final ScalarField field;
    private final SecretBytes bytes;

    public SecretScalar(Scalar scalar) {
        this.field = scalar.field();
        this.bytes = new SecretBytes(scalar.toBytes());
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
    public Scalar reveal() {
        byte[] copy = bytes.copy("secret:");
        Scalar revealed = field.decode("secret", copy);
        Arrays.fill(copy, (byte) 0);
        return revealed;
    }

    /** Zeroes the bytes. */
    @Override
    public void close() {
        bytes.close();
    }

    @Override
    public String toString() {
        return "SecretScalar";
    }
}
