package org.credence.crypto.blind;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * EMSA-PSS of RFC 8017 §9.1 with MGF1 of the same hash.
 *
 * @param hash       as the JDK names it
 * @param saltLength in bytes
 */
record PssEncoding(String hash, int saltLength) {

    private static final byte TRAILER = (byte) 0xbc;

    /** @param salt of the length fixed here */
    byte[] encode(byte[] message, int bits, byte[] salt) {
        byte[] digest = digest(message, salt);
        byte[] encoded = new byte[(bits + 7) / 8];
        int block = encoded.length - digest.length - 1;
        encoded[block - salt.length - 1] = 1;
        System.arraycopy(salt, 0, encoded, block - salt.length, salt.length);
        mask(encoded, block, digest);
        encoded[0] &= (byte) (0xff >>> 8 * encoded.length - bits);
        System.arraycopy(digest, 0, encoded, block, digest.length);
        encoded[encoded.length - 1] = TRAILER;
        return encoded;
    }

    /** Whether the message can have been encoded so. */
    boolean matches(byte[] message, int bits, byte[] encoded) {
        int length = sha().getDigestLength();
        int block = encoded.length - length - 1;
        if (encoded.length != (bits + 7) / 8 || block < saltLength + 1 || encoded[encoded.length - 1] != TRAILER
                || (encoded[0] & 0xff) >>> 8 - (8 * encoded.length - bits) != 0) {
            return false;
        }
        byte[] digest = Arrays.copyOfRange(encoded, block, block + length);
        byte[] data = encoded.clone();
        mask(data, block, digest);
        data[0] &= (byte) (0xff >>> 8 * encoded.length - bits);
        int separator = block - saltLength - 1;
        for (int i = 0; i < separator; i++) {
            if (data[i] != 0) {
                return false;
            }
        }
        byte[] salt = Arrays.copyOfRange(data, separator + 1, block);
        return data[separator] == 1 && MessageDigest.isEqual(digest, digest(message, salt));
    }

    private byte[] digest(byte[] message, byte[] salt) {
        MessageDigest sha = sha();
        byte[] inner = sha.digest(message);
        sha.update(new byte[8]);
        sha.update(inner);
        return sha.digest(salt);
    }

    private void mask(byte[] data, int length, byte[] seed) {
        MessageDigest sha = sha();
        int size = sha.getDigestLength();
        for (int counter = 0; counter * size < length; counter++) {
            sha.update(seed);
            byte[] block = sha.digest(new byte[]{0, 0, 0, (byte) counter});
            for (int i = counter * size; i < Math.min(length, (counter + 1) * size); i++) {
                data[i] ^= block[i - counter * size];
            }
        }
    }

    private MessageDigest sha() {
        try {
            return MessageDigest.getInstance(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has " + hash, e);
        }
    }
}
