package org.credence.crypto;

import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/**
 * Signs with one secret key. Everything signed in Credence is a 32-byte digest of a tagged, canonical encoding
 * (P§0.3).
 */
public interface Signer {

    /** The key whose holder this is. */
    PublicKey publicKey();

    /**
     * The signature of {@code statement}; the same statement always gives the same bytes (RFC 8032). Safe from any
     * thread.
     */
    Signature sign(Digest statement);
}
