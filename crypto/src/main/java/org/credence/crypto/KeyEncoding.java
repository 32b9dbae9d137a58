package org.credence.crypto;

import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.credence.base.PublicKey;

/**
 * The DER forms of RFC 8410 in which the Java key factories take Ed25519 keys: a fixed prefix before the 32 raw bytes.
 */
final class KeyEncoding {

    private static final byte[] SUBJECT_PUBLIC_KEY_INFO = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

    private KeyEncoding() {}

    /** The key as a SubjectPublicKeyInfo. */
    static X509EncodedKeySpec publicKey(PublicKey key) {
        return new X509EncodedKeySpec(join(SUBJECT_PUBLIC_KEY_INFO, key.toBytes()));
    }

    /** The seed as a PKCS #8 private key. */
    static PKCS8EncodedKeySpec privateKey(byte[] seed) {
        byte[] encoded = join(PKCS8, seed);
        try {
            return new PKCS8EncodedKeySpec(encoded);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** The raw key inside a SubjectPublicKeyInfo; empty if it is anything but an Ed25519 key. */
    static byte[] rawPublicKey(byte[] encoded) {
        int prefix = SUBJECT_PUBLIC_KEY_INFO.length;
        boolean matches = encoded.length == prefix + PublicKey.LENGTH
                && Arrays.equals(encoded, 0, prefix, SUBJECT_PUBLIC_KEY_INFO, 0, prefix);
        return matches ? Arrays.copyOfRange(encoded, prefix, encoded.length) : new byte[0];
    }

    private static byte[] join(byte[] prefix, byte[] raw) {
        byte[] joined = Arrays.copyOf(prefix, prefix.length + raw.length);
        System.arraycopy(raw, 0, joined, prefix.length, raw.length);
        return joined;
    }
}
