package org.credence.crypto;

import java.security.SecureRandom;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.credence.base.PublicKey;

/** An Ed25519 key pair, held as its 32-byte secret seed (RFC 8032). Closing it zeroes the seed. */
public final class KeyPair implements AutoCloseable {

    /** Length of the secret seed in bytes. */
    public static final int SEED_LENGTH = 32;

    private final SecretBytes seed;
    private final PublicKey publicKey;

    private KeyPair(byte[] seed) {
        this.seed = new SecretBytes(seed);
        byte[] key = new byte[PublicKey.LENGTH];
        Ed25519.generatePublicKey(seed, 0, key, 0);
        this.publicKey = PublicKey.of(key);
    }

    /** A new pair; {@code random} must be a cryptographic generator. */
    public static KeyPair generate(SecureRandom random) {
        byte[] seed = new byte[SEED_LENGTH];
        random.nextBytes(seed);
        return new KeyPair(seed);
    }

    /**
     * The pair of a known seed, which is copied; the caller zeroes its own array.
     *
     * @throws IllegalArgumentException unless there are 32 bytes
     */
    public static KeyPair fromSeed(byte[] seed) {
        if (seed.length != SEED_LENGTH) {
            throw new IllegalArgumentException("seed: " + seed.length + " bytes, must be " + SEED_LENGTH);
        }
        return new KeyPair(seed.clone());
    }

    /** The public half. */
    public PublicKey publicKey() {
        return publicKey;
    }

    /** A signer with its own copy of the secret: it goes on working after this pair is closed. */
    public Signer signer() {
        return org.credence.crypto.Ed25519.chosen().signer(this);
    }

    /** A copy of the secret seed, to be zeroed by the caller. */
    byte[] seed() {
        return seed.copy("key pair " + publicKey.bytes().brief());
    }

    /** Zeroes the seed; later requests for a signer fail with {@link IllegalStateException}. */
    @Override
    public void close() {
        seed.close();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "KeyPair[" + publicKey.hex() + "]";
    }
}
