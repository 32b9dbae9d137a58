package org.credence.crypto;

import org.credence.base.PublicKey;
import org.credence.base.Signature;

/** What computes: the cofactorless equation for inputs that {@link VerificationRule} has admitted, and signatures. */
sealed interface Backend permits CorrettoBackend, JavaBackend {

    /** Which one this is, for logs. */
    CryptoProvider provider();

    /**
     * Whether {@code encode([S]B − [k]A) = R} for k = SHA-512(R ‖ A ‖ message) mod L, and A decodes to a point of the
     * curve.
     */
    boolean satisfies(PublicKey key, byte[] message, Signature signature);

    /** A signing function for a 32-byte seed, which it copies. */
    Signing signing(byte[] seed, PublicKey key);

    /** Signs a message of any length; the result has 64 bytes. */
    @FunctionalInterface
    interface Signing {
        byte[] sign(byte[] message);
    }
}
