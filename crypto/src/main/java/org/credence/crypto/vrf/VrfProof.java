package org.credence.crypto.vrf;

import java.util.Arrays;
import java.util.HexFormat;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/** The 80 bytes π = Γ ‖ c ‖ s (RFC 9381 §5.1), as sent; {@link VrfKey#verify} says what they are worth. */
public final class VrfProof {

    /** Length in bytes. */
    public static final int LENGTH = EdwardsPoint.LENGTH + VrfSuite.CHALLENGE_LENGTH + VrfSuite.SCALAR_LENGTH;

    private final byte[] bytes;

    private VrfProof(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * The proof with these bytes, which are copied.
     *
     * @throws Malformed unless there are {@value #LENGTH}
     */
    public static VrfProof decode(byte[] encoding) {
        if (encoding.length != LENGTH) {
            throw new Malformed("vrf.proof", "is " + encoding.length + " bytes, must be " + LENGTH);
        }
        return new VrfProof(encoding.clone());
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are missing
     */
    public static VrfProof read(Reader reader) {
        return new VrfProof(reader.raw("vrf.proof", LENGTH));
    }

    public void write(Writer writer) {
        writer.raw(bytes);
    }

    /** A fresh array of the {@value #LENGTH} bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    byte[] gamma() {
        return Arrays.copyOf(bytes, EdwardsPoint.LENGTH);
    }

    byte[] challenge() {
        return Arrays.copyOfRange(bytes, EdwardsPoint.LENGTH, EdwardsPoint.LENGTH + VrfSuite.CHALLENGE_LENGTH);
    }

    byte[] answer() {
        return Arrays.copyOfRange(bytes, EdwardsPoint.LENGTH + VrfSuite.CHALLENGE_LENGTH, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VrfProof proof && Arrays.equals(bytes, proof.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
