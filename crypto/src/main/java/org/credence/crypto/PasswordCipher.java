package org.credence.crypto;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.credence.crypto.KeystoreException.Reason;

/** AES-256-GCM under a key that Argon2id makes of a password. */
final class PasswordCipher {

    /** Bytes by which what is sealed is longer. */
    static final int TAG_LENGTH = 16;

    private static final int KEY_LENGTH = 32;

    private PasswordCipher() {}

    static byte[] seal(KeyDerivation derivation, char[] password, byte[] salt, byte[] nonce, byte[] associatedData,
            byte[] secret) {
        try {
            return run(Cipher.ENCRYPT_MODE, derivation, password, salt, nonce, associatedData, secret);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must encrypt a secret", e);
        }
    }

    /** @throws KeystoreException WRONG_PASSWORD, also if the bytes were made under another one */
    static byte[] open(KeyDerivation derivation, char[] password, byte[] salt, byte[] nonce, byte[] associatedData,
            byte[] sealed) {
        try {
            return run(Cipher.DECRYPT_MODE, derivation, password, salt, nonce, associatedData, sealed);
        } catch (AEADBadTagException e) {
            throw new KeystoreException(Reason.WRONG_PASSWORD, "keystore: wrong password", e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must answer for a sealed secret", e);
        }
    }

    private static byte[] run(int mode, KeyDerivation derivation, char[] password, byte[] salt, byte[] nonce,
            byte[] associatedData, byte[] input) throws GeneralSecurityException {
        byte[] key = derivation.derive(password, salt, KEY_LENGTH);
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * TAG_LENGTH, nonce));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }
}
