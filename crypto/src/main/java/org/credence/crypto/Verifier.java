package org.credence.crypto;

import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/** Decides whether a signature is valid; every implementation must give the same answer for the same input. */
@FunctionalInterface
public interface Verifier {

    /**
     * Whether {@code signature} is {@code key}'s on {@code statement}. Never throws on bad input; safe from any
     * thread.
     */
    boolean verify(PublicKey key, Digest statement, Signature signature);
}
