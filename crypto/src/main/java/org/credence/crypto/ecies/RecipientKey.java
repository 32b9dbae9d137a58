package org.credence.crypto.ecies;

import java.security.SecureRandom;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;

/**
 * Where messages are sealed to: y = g^x.
 *
 * @param point y
 */
public record RecipientKey(Point point) {

    /**
     * Refuses the neutral element, for which everybody has the key.
     *
     * @throws Malformed if it is neutral
     */
    public RecipientKey {
        if (point.isNeutral()) {
            throw new Malformed("recipient", "is the neutral element");
        }
    }

    /**
     * Seals a message: a fresh k gives R = g^k and the shared point S = y^k, of which the key of {@link SealedBox} is
     * derived.
     *
     * @param message at most {@link SealedBox#MAX_MESSAGE} bytes; the caller zeroes it if it is secret
     * @param purpose what the box is for (chain, transaction, field, recipient's role); opens for no other
     */
    public SealedBox seal(byte[] message, Digest purpose, SecureRandom random) {
        if (message.length > SealedBox.MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "message: " + message.length + " bytes, must be at most " + SealedBox.MAX_MESSAGE);
        }
        Scalar ephemeral = Point.SCALARS.nonZero(random);
        Point sent = Point.of(ephemeral);
        return new SealedBox(sent, BoxCipher.seal(this, sent, point.timesSecret(ephemeral), purpose, message));
    }

    /**
     * Reads {@link Point#LENGTH} bytes.
     *
     * @throws Malformed if they are no point or the neutral one
     */
    public static RecipientKey read(Reader reader) {
        return new RecipientKey(Point.read(reader, "recipient"));
    }

    public void write(Writer writer) {
        point.write(writer);
    }
}
