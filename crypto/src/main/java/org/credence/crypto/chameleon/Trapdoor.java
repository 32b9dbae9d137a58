package org.credence.crypto.chameleon;

import java.security.SecureRandom;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.SecretScalar;

/** The secret half x. Closing it zeroes x; later requests fail with {@link IllegalStateException}. */
public final class Trapdoor implements AutoCloseable {

    private final SecretScalar secret;
    private final ChameleonKey key;

    private Trapdoor(Scalar secret) {
        this.secret = new SecretScalar(secret);
        this.key = new ChameleonKey(Point.of(secret));
    }

    /** A new key; {@code random} must be a cryptographic generator. */
    public static Trapdoor generate(SecureRandom random) {
        return new Trapdoor(Point.SCALARS.nonZero(random));
    }

    /**
     * The trapdoor with this x, recovered from shares.
     *
     * @throws IllegalArgumentException if it is zero
     */
    public static Trapdoor of(Scalar secret) {
        if (secret.isZero()) {
            throw new IllegalArgumentException("trapdoor: must not be zero");
        }
        return new Trapdoor(secret);
    }

    /** The public half. */
    public ChameleonKey key() {
        return key;
    }

    /** x, to be shared out. */
    public Scalar reveal() {
        return secret.reveal();
    }

    /**
     * Another opening of the hash of {@code known}: r′ = r + (m − m′)·x⁻¹. Whoever sees both openings knows x, unless
     * m′ = m, which gives the same opening again.
     */
    public Opening forge(Opening known, Scalar message) {
        Scalar shift = known.message().minus(message).times(secret.reveal().inverse());
        return new Opening(message, known.randomness().plus(shift));
    }

    @Override
    public void close() {
        secret.close();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "Trapdoor[of " + key.point() + "]";
    }
}
