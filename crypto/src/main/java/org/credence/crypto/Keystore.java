package org.credence.crypto;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import org.credence.base.PublicKey;
import org.credence.crypto.KeystoreException.Reason;

/**
 * One Ed25519 seed in an encrypted file: Argon2id, then AES-256-GCM, with the public key in clear but authenticated.
 * The file's layout is {@link KeystoreFormat}'s; only its owner may read or write it. Whatever is wrong with a file is
 * told by a {@link KeystoreException}.
 */
public final class Keystore {

    private Keystore() {}

    /**
     * Writes a new file: complete and on disk when this returns, absent or complete after a crash at any point.
     *
     * @param password   not empty; the caller zeroes it
     * @param derivation {@link KeyDerivation#STRONG} unless the key is worthless
     * @throws KeystoreException EXISTS or INPUT_OUTPUT
     */
    public static void create(Path file, KeyPair pair, char[] password, KeyDerivation derivation, SecureRandom random) {
        if (password.length == 0) {
            throw new IllegalArgumentException("password: empty, must have at least one character");
        }
        OwnerFile.requireNew(file);
        byte[] content = seal(pair, password, derivation, random).encode();
        OwnerFile.create(file, content, random);
    }

    /**
     * Opens a file.
     *
     * @param password the caller zeroes it
     * @throws KeystoreException WRONG_PASSWORD, DAMAGED, UNSUPPORTED or INPUT_OUTPUT
     */
    public static KeyPair open(Path file, char[] password) {
        KeystoreFormat content = read(file);
        byte[] seed = unseal(content, password);
        try {
            KeyPair pair = KeyPair.fromSeed(seed);
            if (!pair.publicKey().equals(content.publicKey())) {
                pair.close();
                throw new KeystoreException(Reason.DAMAGED, "keystore: its public key is not that of its seed");
            }
            return pair;
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /**
     * The public key of a file, without a password and therefore not authenticated.
     *
     * @throws KeystoreException DAMAGED, UNSUPPORTED or INPUT_OUTPUT
     */
    public static PublicKey publicKey(Path file) {
        return read(file).publicKey();
    }

    private static KeystoreFormat seal(
            KeyPair pair, char[] password, KeyDerivation derivation, SecureRandom random) {
        byte[] salt = new byte[KeystoreFormat.SALT_LENGTH];
        byte[] nonce = new byte[KeystoreFormat.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        KeystoreFormat header = new KeystoreFormat(derivation, salt, pair.publicKey(), nonce, new byte[0]);
        byte[] seed = pair.seed();
        try {
            return header.withSealedSeed(
                    PasswordCipher.seal(derivation, password, salt, nonce, header.associatedData(), seed));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static byte[] unseal(KeystoreFormat content, char[] password) {
        return PasswordCipher.open(content.derivation(), password, content.salt(), content.nonce(),
                content.associatedData(), content.sealedSeed());
    }

    private static KeystoreFormat read(Path file) {
        return KeystoreFormat.decode(OwnerFile.read(file, KeystoreFormat.MAX_LENGTH));
    }
}
