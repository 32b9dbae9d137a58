package org.credence.crypto.ecies;

import java.security.SecureRandom;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.SecretScalar;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.SameLogProof;

/** Opens what was sealed to its key. Closing it zeroes the secret; later requests fail with an exception. */
public final class RecipientSecret implements AutoCloseable {

    private final SecretScalar secret;
    private final RecipientKey key;

    private RecipientSecret(SecretScalar secret) {
        this.secret = secret;
        this.key = new RecipientKey(Point.of(secret.reveal()));
    }

    /** A new key; {@code random} must be a cryptographic generator. */
    public static RecipientSecret generate(SecureRandom random) {
        return new RecipientSecret(new SecretScalar(Point.SCALARS.nonZero(random)));
    }

    /**
     * The key with this secret of 32 bytes, which are copied; the caller zeroes its own array.
     *
     * @throws Malformed unless they are a scalar that is not zero
     */
    public static RecipientSecret decode(byte[] encoding) {
        return new RecipientSecret(SecretScalar.decode(Point.SCALARS, encoding));
    }

    /** The public half. */
    public RecipientKey key() {
        return key;
    }

    /** The 32 bytes of the secret, to be zeroed by the caller. */
    public byte[] encode() {
        return secret.reveal().toBytes();
    }

    /** The message, to be zeroed by the caller; empty if the box is damaged or was sealed to another or for another. */
    public Optional<byte[]> open(SealedBox box, Digest purpose) {
        return BoxCipher.open(key, box, box.sent().timesSecret(secret.reveal()), purpose);
    }

    /**
     * Makes the content of the box public: whoever has the result opens the box, or sees that it opens to nothing.
     * Tells
     * nothing about other boxes.
     */
    public Disclosure disclose(ProofContext context, SealedBox box, SecureRandom random) {
        Scalar x = secret.reveal();
        Point shared = box.sent().timesSecret(x);
        var statement = new SameLogProof.Statement(key.point(), box.sent(), shared);
        return new Disclosure(shared, SameLogProof.prove(context, statement, x, random));
    }

    @Override
    public void close() {
        secret.close();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "RecipientSecret[of " + key.point() + "]";
    }
}
