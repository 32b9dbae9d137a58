package org.credence.base;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over a domain tag and fields of fixed or prefixed length, so that no two field lists share an input
 * (P§0.3).
 */
public final class Hasher {

    /** Never fed: copying it costs a third of asking the providers anew. */
    private static final MessageDigest FRESH = fresh();

    private final MessageDigest sha256;
    private final ByteBuffer scratch = ByteBuffer.allocate(Digest.LENGTH);

    private Hasher() {
        sha256 = sha256();
    }

    /** A hasher that has already taken in {@code tag}. */
    public static Hasher of(Tag tag) {
        Hasher hasher = new Hasher();
        hasher.sha256.update(tag.bytes());
        return hasher;
    }

    /** Plain SHA-256, for structures whose standard fixes the input, such as RFC 6962 trees. */
    public static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the JDK's SHA-256 can be cloned", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    public Hasher add(Digest digest) {
        digest.write(scratch.array(), 0);
        sha256.update(scratch.array(), 0, Digest.LENGTH);
        return this;
    }

    /** Eight big-endian bytes. */
    public Hasher add(long value) {
        scratch.putLong(0, value);
        sha256.update(scratch.array(), 0, Long.BYTES);
        return this;
    }

    /** Four big-endian bytes. */
    public Hasher add(int value) {
        scratch.putInt(0, value);
        sha256.update(scratch.array(), 0, Integer.BYTES);
        return this;
    }

    /** The length as four bytes, then the bytes. */
    public Hasher add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    /** The length as four bytes, then {@code bytes[offset .. offset+length)}. */
    public Hasher add(byte[] bytes, int offset, int length) {
        add(length);
        sha256.update(bytes, offset, length);
        return this;
    }

    /** The digest of all that was added; the hasher is spent. */
    public Digest digest() {
        return Digest.of(sha256.digest());
    }
}
