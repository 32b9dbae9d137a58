package org.credence.base.merkle;

import java.security.MessageDigest;
import org.credence.base.Digest;
import org.credence.base.Hasher;

/** The leaf and node hashes of RFC 6962 §2.1: SHA-256 with the prefixes 0x00 and 0x01. */
public final class RfcHash {

    /** Root of the tree without leaves: SHA-256 of nothing. */
    public static final Digest EMPTY = Digest.of(Hasher.sha256().digest());

    private RfcHash() {}

    /** Hash of a leaf's bytes. */
    public static Digest leaf(byte[] bytes) {
        return leaf(Hasher.sha256(), bytes);
    }

    static Digest leaf(MessageDigest sha256, byte[] bytes) {
        sha256.update((byte) 0);
        return Digest.of(sha256.digest(bytes));
    }

    static Digest node(MessageDigest sha256, Digest left, Digest right) {
        byte[] input = new byte[1 + 2 * Digest.LENGTH];
        input[0] = 1;
        left.write(input, 1);
        right.write(input, 1 + Digest.LENGTH);
        return Digest.of(sha256.digest(input));
    }

    /** Hash of an inner node. */
    public static Digest node(Digest left, Digest right) {
        return node(Hasher.sha256(), left, right);
    }
}
