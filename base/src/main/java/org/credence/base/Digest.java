package org.credence.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/**
 * Thirty-two bytes with value semantics: a SHA-256 digest, a chain id, or half a signature. Held as four big-endian
 * longs so that equality, ordering and hashing need neither an array nor its identity.
 */
public record Digest(long a, long b, long c, long d) implements Comparable<Digest> {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    /** All zero bytes: "none" where a digest is optional on the wire. */
    public static final Digest ZERO = new Digest(0, 0, 0, 0);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /**
     * The digest made of exactly these bytes.
     *
     * @throws IllegalArgumentException unless there are 32 of them
     */
    public static Digest of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("digest: " + bytes.length + " bytes, must be " + LENGTH);
        }
        return read(bytes, 0);
    }

    /** The digest in {@code source[offset .. offset+32)}. */
    public static Digest read(byte[] source, int offset) {
        return new Digest(longAt(source, offset), longAt(source, offset + 8), longAt(source, offset + 16),
                longAt(source, offset + 24));
    }

    /**
     * Parses 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Digest parse(String hex) {
        if (hex.length() != 2 * LENGTH) {
            throw new IllegalArgumentException(
                    "digest: " + hex.length() + " hexadecimal digits, must be " + 2 * LENGTH);
        }
        return of(HexFormat.of().parseHex(hex));
    }

    /** Writes the 32 bytes to {@code target[offset .. offset+32)}. */
    public void write(byte[] target, int offset) {
        LONGS.set(target, offset, a);
        LONGS.set(target, offset + 8, b);
        LONGS.set(target, offset + 16, c);
        LONGS.set(target, offset + 24, d);
    }

    /** The bit at {@code index}, 0 the most significant of the first byte and 255 the least of the last. */
    public boolean bit(int index) {
        long word = switch (index >>> 6) {
            case 0 -> a;
            case 1 -> b;
            case 2 -> c;
            case 3 -> d;
            default -> throw new IndexOutOfBoundsException("bit " + index + " of 256");
        };
        return (word >>> (63 - (index & 63)) & 1) == 1;
    }

    /** Index of the first bit in which the two differ; 256 if they are equal. */
    public int firstDifference(Digest other) {
        if (a != other.a) {
            return Long.numberOfLeadingZeros(a ^ other.a);
        }
        if (b != other.b) {
            return 64 + Long.numberOfLeadingZeros(b ^ other.b);
        }
        if (c != other.c) {
            return 128 + Long.numberOfLeadingZeros(c ^ other.c);
        }
        return 192 + Long.numberOfLeadingZeros(d ^ other.d);
    }

    /** A fresh array of the 32 bytes. */
    public byte[] toBytes() {
        byte[] bytes = new byte[LENGTH];
        write(bytes, 0);
        return bytes;
    }

    /** 64 lower-case hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(toBytes());
    }

    /** The first eight hexadecimal digits, for people. */
    public String brief() {
        return hex().substring(0, 8);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(a ^ b ^ c ^ d);
    }

    /** Order of the bytes read as one unsigned number. */
    @Override
    public int compareTo(Digest other) {
        if (a != other.a) {
            return Long.compareUnsigned(a, other.a);
        }
        if (b != other.b) {
            return Long.compareUnsigned(b, other.b);
        }
        if (c != other.c) {
            return Long.compareUnsigned(c, other.c);
        }
        return Long.compareUnsigned(d, other.d);
    }

    @Override
    public String toString() {
        return hex();
    }

    private static long longAt(byte[] source, int offset) {
        return (long) LONGS.get(source, offset);
    }
}
