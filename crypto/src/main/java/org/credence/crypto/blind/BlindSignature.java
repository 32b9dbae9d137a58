package org.credence.crypto.blind;

import java.util.Arrays;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** An unblinded signature, as long as its key's modulus. */
public final class BlindSignature {

    private final byte[] bytes;

    private BlindSignature(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The signature with these bytes, which are copied; {@link BlindKey#verify} says what they are worth. */
    public static BlindSignature of(byte[] bytes) {
        return new BlindSignature(bytes.clone());
    }

    /**
     * Reads a signature by this key.
     *
     * @throws Malformed if bytes are missing
     */
    public static BlindSignature read(Reader reader, BlindKey key) {
        return new BlindSignature(reader.raw("blind.signature", key.length()));
    }

    public void write(Writer writer) {
        writer.raw(bytes);
    }

    /** A fresh array of the bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    int length() {
        return bytes.length;
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlindSignature that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }
}
