package org.credence.crypto.ecies;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.HKDFBytesGenerator;
import org.bouncycastle.crypto.params.HKDFParameters;
import org.credence.base.Digest;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Point;

/** HKDF-SHA256 (RFC 5869) and AES-256-GCM under the shared point of one box. */
final class BoxCipher {

    private static final byte[] SALT = "credence/ecies/1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;

    private BoxCipher() {}

    static byte[] seal(RecipientKey recipient, Point sent, Point shared, Digest purpose, byte[] message) {
        try {
            return run(Cipher.ENCRYPT_MODE, key(recipient, sent, shared, purpose), message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must encrypt a message", e);
        }
    }

    static Optional<byte[]> open(RecipientKey recipient, SealedBox box, Point shared, Digest purpose) {
        try {
            byte[] key = key(recipient, box.sent(), shared, purpose);
            return Optional.of(run(Cipher.DECRYPT_MODE, key, box.ciphertext()));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("AES-GCM must answer for a box", e);
        }
    }

    private static byte[] run(int mode, byte[] key, byte[] input) throws GeneralSecurityException {
        try {
            return aesGcm(mode, key, new byte[NONCE_LENGTH], new byte[0], input);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] key(RecipientKey recipient, Point sent, Point shared, Digest purpose) {
        Writer info = new Writer(2 * Point.LENGTH + Digest.LENGTH);
        sent.write(info);
        recipient.write(info);
        info.digest(purpose);
        byte[] secret = shared.toBytes();
        byte[] key = hkdf(secret, SALT, info.toBytes(), KEY_LENGTH);
        Arrays.fill(secret, (byte) 0);
        return key;
    }

    static byte[] aesGcm(int mode, byte[] key, byte[] nonce, byte[] associated, byte[] input)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(8 * SealedBox.TAG_LENGTH, nonce));
        cipher.updateAAD(associated);
        return cipher.doFinal(input);
    }

    static byte[] hkdf(byte[] secret, byte[] salt, byte[] info, int length) {
        HKDFBytesGenerator hkdf = new HKDFBytesGenerator(new SHA256Digest());
        hkdf.init(new HKDFParameters(secret, salt, info));
        byte[] key = new byte[length];
        hkdf.generateBytes(key, 0, length);
        return key;
    }
}
