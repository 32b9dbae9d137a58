package org.credence.crypto;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.credence.crypto.KeystoreException.Reason;

/**
 * A secret of any scheme in an encrypted file, as {@link Keystore} keeps a member's seed: Argon2id, then AES-256-GCM.
 * What the bytes inside mean is their {@link Kind}'s; the encodings are those of the schemes. Integers are big-endian.
 *
 * <pre>
 *   0  8  magic "CREDSEC" and the version
 *   8  1  kind
 *   9  1  key derivation: 1 = Argon2id
 *  10  4  memory in KiB
 *  14  4  passes
 *  18  1  lanes
 *  19 16  salt
 *  35 12  nonce
 *  47  4  length of what follows, less the last 32 bytes
 *  51  …  secret under AES-256-GCM; bytes 0 to 51 are its associated data
 *   … 32  SHA-256 of all before
 * </pre>
 */
public final class SecretFile {

    /** Longest secret in bytes. */
    public static final int MAX_SECRET = 8192;

    private static final byte[] MAGIC = "CREDSEC".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int HEADER_LENGTH =
            MAGIC.length + 3 + 4 + 4 + 1 + KeystoreFormat.SALT_LENGTH + KeystoreFormat.NONCE_LENGTH + 4;
    private static final int MAX_LENGTH =
            HEADER_LENGTH + MAX_SECRET + PasswordCipher.TAG_LENGTH + KeystoreFormat.CHECKSUM_LENGTH;

    private SecretFile() {}

    /** What a file holds: one kind is never taken for another. Numbers are never reused. */
    public enum Kind {
        /** The factors of a Paillier key. */
        PAILLIER(1),
        /** An auditor's share of a threshold Paillier key. */
        AUDITOR_SHARE(2),
        /** What opens sealed boxes. */
        RECIPIENT(3),
        /** The seed of a verifiable random function. */
        VRF(4),
        /** The key an issuer issues credentials with. */
        ISSUER(5),
        /** The secret that anonymous credentials are on. */
        HOLDER(6),
        /** An anonymous credential. */
        CREDENTIAL(7),
        /** An arbitrator's share of the key that identities are put in escrow under. */
        ARBITRATOR_SHARE(8);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /**
     * Writes a new file: complete and on disk when this returns, absent or complete after a crash at any point.
     *
     * @param secret     at most {@value #MAX_SECRET} bytes; the caller zeroes it
     * @param password   not empty; the caller zeroes it
     * @param derivation {@link KeyDerivation#STRONG} unless the secret is worthless
     * @throws KeystoreException EXISTS or INPUT_OUTPUT
     */
    public static void create(Path file, Kind kind, byte[] secret, char[] password, KeyDerivation derivation,
            SecureRandom random) {
        if (password.length == 0) {
            throw new IllegalArgumentException("password: empty, must have at least one character");
        }
        if (secret.length == 0 || secret.length > MAX_SECRET) {
            throw new IllegalArgumentException("secret: " + secret.length + " bytes, must be 1 to " + MAX_SECRET);
        }
        OwnerFile.requireNew(file);
        byte[] salt = new byte[KeystoreFormat.SALT_LENGTH];
        byte[] nonce = new byte[KeystoreFormat.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        OwnerFile.create(file, seal(kind, secret, password, derivation, salt, nonce), random);
    }

    /**
     * Opens a file of this kind.
     *
     * @param password the caller zeroes it
     * @return the secret, to be zeroed by the caller
     * @throws KeystoreException WRONG_PASSWORD, DAMAGED, UNSUPPORTED or INPUT_OUTPUT
     */
    public static byte[] open(Path file, Kind kind, char[] password) {
        byte[] content = OwnerFile.read(file, MAX_LENGTH + 1);
        requireWhole(content);
        ByteBuffer in = ByteBuffer.wrap(content).position(MAGIC.length);
        requireSupported("version", in.get(), VERSION);
        byte found = in.get();
        if (found != kind.code) {
            throw new KeystoreException(Reason.UNSUPPORTED, "keystore: of kind " + found + ", not " + kind);
        }
        requireSupported("key derivation", in.get(), KeystoreFormat.ARGON2ID);
        KeyDerivation derivation = KeystoreFormat.derivation(in.getInt(), in.getInt(), in.get());
        byte[] salt = KeystoreFormat.take(in, KeystoreFormat.SALT_LENGTH);
        byte[] nonce = KeystoreFormat.take(in, KeystoreFormat.NONCE_LENGTH);
        int length = in.getInt();
        if (length != in.remaining() - KeystoreFormat.CHECKSUM_LENGTH || length <= PasswordCipher.TAG_LENGTH) {
            throw new KeystoreException(Reason.DAMAGED, "keystore: its length is not the one it states");
        }
        byte[] sealed = KeystoreFormat.take(in, length);
        return PasswordCipher.open(derivation, password, salt, nonce, Arrays.copyOf(content, HEADER_LENGTH), sealed);
    }

    private static byte[] seal(Kind kind, byte[] secret, char[] password, KeyDerivation derivation, byte[] salt,
            byte[] nonce) {
        int length = secret.length + PasswordCipher.TAG_LENGTH;
        byte[] header = ByteBuffer.allocate(HEADER_LENGTH)
                .put(MAGIC)
                .put(VERSION)
                .put((byte) kind.code)
                .put(KeystoreFormat.ARGON2ID)
                .putInt(derivation.memoryKib())
                .putInt(derivation.passes())
                .put((byte) derivation.lanes())
                .put(salt)
                .put(nonce)
                .putInt(length)
                .array();
        ByteBuffer content = ByteBuffer.allocate(HEADER_LENGTH + length + KeystoreFormat.CHECKSUM_LENGTH)
                .put(header).put(PasswordCipher.seal(derivation, password, salt, nonce, header, secret));
        return content.put(KeystoreFormat.checksum(content.array(), content.position())).array();
    }

    /** As in a {@link Keystore}, the checksum has no key: it tells damage from a mistyped password, no more. */
    private static void requireWhole(byte[] content) {
        int body = content.length - KeystoreFormat.CHECKSUM_LENGTH;
        boolean whole = body > HEADER_LENGTH
                && content.length <= MAX_LENGTH
                && Arrays.equals(content, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && Arrays.equals(content, body, content.length, KeystoreFormat.checksum(content, body), 0,
                        KeystoreFormat.CHECKSUM_LENGTH);
        if (!whole) {
            throw new KeystoreException(Reason.DAMAGED, "keystore: truncated, altered, or not a keystore");
        }
    }

    private static void requireSupported(String field, byte found, byte known) {
        if (found != known) {
            throw new KeystoreException(
                    Reason.UNSUPPORTED, "keystore: " + field + " " + found + ", this program reads " + known);
        }
    }
}
