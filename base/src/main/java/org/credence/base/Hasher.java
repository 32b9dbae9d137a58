package org.credence.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 over a domain tag and fields of fixed or prefixed length, so that no two field lists share an input
 * (P§0.3).
 */
public final class Hasher {

    /** Never fed: copying it costs a third of asking the providers anew. */
    private static final MessageDigest FRESH = fresh();

    /** Room for a tag and a header, the longest input that is hashed often. */
    private static final int GATHERED = 256;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256 = sha256();
    /** What is not hashed yet: a few bytes at a time cost more than all at once. */
    private final byte[] gathered = new byte[GATHERED];
    private int size;

    private Hasher() {}

    /** A hasher that has already taken in {@code tag}. */
    public static Hasher of(Tag tag) {
        Hasher hasher = new Hasher();
        byte[] bytes = tag.bytes();
        hasher.raw(bytes, 0, bytes.length);
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
        reserve(Digest.LENGTH);
        digest.write(gathered, size);
        size += Digest.LENGTH;
        return this;
    }

    /** Eight big-endian bytes. */
    public Hasher add(long value) {
        reserve(Long.BYTES);
        LONGS.set(gathered, size, value);
        size += Long.BYTES;
        return this;
    }

    /** Four big-endian bytes. */
    public Hasher add(int value) {
        reserve(Integer.BYTES);
        INTS.set(gathered, size, value);
        size += Integer.BYTES;
        return this;
    }

    /** The length as four bytes, then the bytes. */
    public Hasher add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    /** The length as four bytes, then {@code bytes[offset .. offset+length)}. */
    public Hasher add(byte[] bytes, int offset, int length) {
        add(length);
        raw(bytes, offset, length);
        return this;
    }

    /** The digest of all that was added; the hasher is spent. */
    public Digest digest() {
        hash();
        return Digest.of(sha256.digest());
    }

    private void raw(byte[] bytes, int offset, int length) {
        reserve(length);
        if (length > GATHERED) {
            sha256.update(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, gathered, size, length);
            size += length;
        }
    }

    private void reserve(int more) {
        if (more > GATHERED - size) {
            hash();
        }
    }

    private void hash() {
        sha256.update(gathered, 0, size);
        size = 0;
    }
}
