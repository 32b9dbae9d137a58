package org.credence.crypto.pairing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import org.credence.base.Hasher;
import org.credence.crypto.group.Scalar;

/** Bytes of any length from a message and a domain: expand_message_xmd of RFC 9380 §5.3.1 with SHA-256. */
public final class MessageExpansion {

    private static final int BLOCK = 64;
    private static final int DIGEST = 32;

    /** 384 bits for an order of 255: the bias is below 2^−128. */
    private static final int SCALAR_LENGTH = 48;

    private static final int MAX_LENGTH = 255 * DIGEST;
    private static final int MAX_DOMAIN = 255;

    private MessageExpansion() {}

    /**
     * The bytes.
     *
     * @param domain ASCII, at most 255 characters
     * @param length 1 to 8,160
     */
    public static byte[] expand(byte[] message, String domain, int length) {
        byte[] suffix = suffix(domain);
        if (length < 1 || length > MAX_LENGTH) {
            throw new IllegalArgumentException("length: " + length + ", must be 1 to " + MAX_LENGTH);
        }
        MessageDigest sha = Hasher.sha256();
        sha.update(new byte[BLOCK]);
        sha.update(message);
        sha.update(new byte[]{(byte) (length >>> 8), (byte) length, 0});
        byte[] first = sha.digest(suffix);
        byte[] previous = new byte[DIGEST];
        ByteBuffer out = ByteBuffer.allocate(length);
        for (int i = 1; out.hasRemaining(); i++) {
            for (int j = 0; j < DIGEST; j++) {
                previous[j] ^= first[j];
            }
            sha.update(previous);
            sha.update((byte) i);
            previous = sha.digest(suffix);
            out.put(previous, 0, Math.min(DIGEST, out.remaining()));
        }
        return out.array();
    }

    /** A scalar of {@link G1}: hash_to_scalar of the BBS draft. */
    public static Scalar scalar(byte[] message, String domain) {
        return G1.SCALARS.reduce(expand(message, domain, SCALAR_LENGTH));
    }

    private static byte[] suffix(String domain) {
        byte[] bytes = domain.getBytes(StandardCharsets.US_ASCII);
        if (bytes.length == 0 || bytes.length > MAX_DOMAIN) {
            throw new IllegalArgumentException("domain: " + bytes.length + " bytes, must be 1 to " + MAX_DOMAIN);
        }
        byte[] suffix = Arrays.copyOf(bytes, bytes.length + 1);
        suffix[bytes.length] = (byte) bytes.length;
        return suffix;
    }
}
