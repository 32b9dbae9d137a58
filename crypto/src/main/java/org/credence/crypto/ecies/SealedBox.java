package org.credence.crypto.ecies;

import java.util.Arrays;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;

/**
 * A sealed message: R = g^k, then AES-256-GCM under a key used once, HKDF-SHA256(S, R ‖ y ‖ purpose). The nonce is zero
 * because the key never seals a second message. A box is 53 bytes longer than its message.
 *
 * @param sent       R
 * @param ciphertext the message and a tag of 16 bytes
 */
public record SealedBox(Point sent, byte[] ciphertext) {

    /** Longest message in bytes. */
    public static final int MAX_MESSAGE = 4096;

    static final int TAG_LENGTH = 16;

    /**
     * Copies and checks.
     *
     * @throws Malformed if R is neutral, or the ciphertext too short or too long
     */
    public SealedBox {
        if (sent.isNeutral()) {
            throw new Malformed("box.sent", "is the neutral element");
        }
        if (ciphertext.length < TAG_LENGTH || ciphertext.length > MAX_MESSAGE + TAG_LENGTH) {
            throw new Malformed("box.ciphertext", "is " + ciphertext.length + " bytes, must be " + TAG_LENGTH + " to "
                    + (MAX_MESSAGE + TAG_LENGTH));
        }
        ciphertext = ciphertext.clone();
    }

    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    /**
     * Reads a point and a ciphertext with its length.
     *
     * @throws Malformed if they are missing, too long, or R is no point
     */
    public static SealedBox read(Reader reader) {
        return new SealedBox(Point.read(reader, "box.sent"),
                reader.bytes("box.ciphertext", MAX_MESSAGE + TAG_LENGTH));
    }

    public void write(Writer writer) {
        sent.write(writer);
        writer.bytes(ciphertext);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedBox box && sent.equals(box.sent) && Arrays.equals(ciphertext, box.ciphertext);
    }

    @Override
    public int hashCode() {
        return 31 * sent.hashCode() + Arrays.hashCode(ciphertext);
    }
}
