package org.credence.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.credence.base.PublicKey;
import org.credence.crypto.KeystoreException.Reason;

/**
 * The bytes of a keystore file, version 1. Integers are big-endian; there is nothing optional, so a key has one
 * encoding.
 *
 * <pre>
 *   0  8  magic "CREDKEY" and the version
 *   8  1  key derivation: 1 = Argon2id
 *   9  4  memory in KiB
 *  13  4  passes
 *  17  1  lanes
 *  18 16  salt
 *  34 32  public key, in clear
 *  66 12  nonce
 *  78 48  seed under AES-256-GCM; bytes 0 to 78 are its associated data
 * 126 32  SHA-256 of bytes 0 to 126
 * </pre>
 *
 * The last field ends the file in every version. It has no key and so stops no attacker, who gains nothing by renewing
 * it; it lets an honest owner tell a damaged file from a mistyped password, which the cipher's tag alone cannot.
 */
record KeystoreFormat(KeyDerivation derivation, byte[] salt, PublicKey publicKey, byte[] nonce, byte[] sealedSeed) {

    static final int SALT_LENGTH = 16;
    static final int NONCE_LENGTH = 12;
    static final int SEALED_LENGTH = KeyPair.SEED_LENGTH + 16;

    private static final byte[] MAGIC = "CREDKEY".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    static final byte ARGON2ID = 1;
    static final int CHECKSUM_LENGTH = 32;
    private static final int HEADER_LENGTH =
            MAGIC.length + 1 + 1 + 4 + 4 + 1 + SALT_LENGTH + PublicKey.LENGTH + NONCE_LENGTH;

    /** Length of the file in bytes. */
    static final int LENGTH = HEADER_LENGTH + SEALED_LENGTH + CHECKSUM_LENGTH;

    /** Longest file of any version, so that a later one is named as such and not as damaged. */
    static final int MAX_LENGTH = 4096;

    /** What the cipher authenticates beside the seed: every byte before it. */
    byte[] associatedData() {
        return ByteBuffer.allocate(HEADER_LENGTH)
                .put(MAGIC)
                .put(VERSION)
                .put(ARGON2ID)
                .putInt(derivation.memoryKib())
                .putInt(derivation.passes())
                .put((byte) derivation.lanes())
                .put(salt)
                .put(publicKey.toBytes())
                .put(nonce)
                .array();
    }

    /** The same with the sealed seed, which depends on the rest. */
    KeystoreFormat withSealedSeed(byte[] sealed) {
        return new KeystoreFormat(derivation, salt, publicKey, nonce, sealed);
    }

    byte[] encode() {
        ByteBuffer file = ByteBuffer.allocate(LENGTH).put(associatedData()).put(sealedSeed);
        return file.put(checksum(file.array(), file.position())).array();
    }

    /**
     * Reads a whole file.
     *
     * @throws KeystoreException DAMAGED or UNSUPPORTED
     */
    static KeystoreFormat decode(byte[] file) {
        requireWhole(file);
        if (file[MAGIC.length] != VERSION) {
            throw new KeystoreException(
                    Reason.UNSUPPORTED, "keystore: version " + file[MAGIC.length] + ", this program reads " + VERSION);
        }
        if (file.length != LENGTH) {
            throw new KeystoreException(Reason.DAMAGED, "keystore: " + file.length + " bytes, must be " + LENGTH);
        }
        ByteBuffer in = ByteBuffer.wrap(file).position(MAGIC.length + 1);
        byte function = in.get();
        if (function != ARGON2ID) {
            throw new KeystoreException(Reason.UNSUPPORTED, "keystore: unknown key derivation " + function);
        }
        KeyDerivation derivation = derivation(in.getInt(), in.getInt(), in.get());
        byte[] salt = take(in, SALT_LENGTH);
        PublicKey publicKey = PublicKey.of(take(in, PublicKey.LENGTH));
        byte[] nonce = take(in, NONCE_LENGTH);
        return new KeystoreFormat(derivation, salt, publicKey, nonce, take(in, SEALED_LENGTH));
    }

    private static void requireWhole(byte[] file) {
        int body = file.length - CHECKSUM_LENGTH;
        boolean whole = body > MAGIC.length
                && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && Arrays.equals(file, body, file.length, checksum(file, body), 0, CHECKSUM_LENGTH);
        if (!whole) {
            throw new KeystoreException(Reason.DAMAGED, "keystore: truncated, altered, or not a keystore");
        }
    }

    static KeyDerivation derivation(int memoryKib, int passes, int lanes) {
        try {
            return new KeyDerivation(memoryKib, passes, lanes);
        } catch (IllegalArgumentException e) {
            throw new KeystoreException(Reason.UNSUPPORTED, "keystore: key derivation " + e.getMessage(), e);
        }
    }

    static byte[] take(ByteBuffer in, int length) {
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    static byte[] checksum(byte[] bytes, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(bytes, 0, length);
            return sha.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
