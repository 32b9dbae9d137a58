package org.credence.base.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/**
 * Reads the canonical encoding and nothing else: short input, unknown tags or versions, counts above their limit
 * and trailing bytes are {@link Malformed}. Nothing is allocated before its length was checked against both the
 * limit and the bytes at hand.
 */
public final class Reader {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] source;
    private final int end;
    private int position;

    public Reader(byte[] source) {
        this(source, 0, source.length);
    }

    /**
     * Reads {@code source[offset .. offset+length)}.
     *
     * @throws IndexOutOfBoundsException if the array has no such range
     */
    public Reader(byte[] source, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, source.length);
        this.source = source;
        this.position = offset;
        this.end = offset + length;
    }

    /** Takes the two leading bytes, which must be those of {@code type}. */
    public Reader expect(WireType type) {
        int code = u8("type");
        if (code != type.code()) {
            throw new Malformed("type", "is " + code + ", must be " + type.code() + " (" + type + ")");
        }
        int version = u8("version");
        if (version != WireType.VERSION) {
            throw new Malformed("version", "is " + version + ", must be " + WireType.VERSION);
        }
        return this;
    }

    public int u8(String field) {
        require(field, 1);
        return source[position++] & 0xff;
    }

    /** One byte that must be 0 or 1. */
    public boolean flag(String field) {
        int value = u8(field);
        if (value > 1) {
            throw new Malformed(field, "is " + value + ", must be 0 or 1");
        }
        return value == 1;
    }

    public int u16(String field) {
        require(field, 2);
        int value = (short) SHORTS.get(source, position) & 0xffff;
        position += 2;
        return value;
    }

    /** Two bytes that must be an index into a committee: below {@link Limits#COMMITTEE}. */
    public int member(String field) {
        int value = u16(field);
        if (value >= Limits.COMMITTEE) {
            throw new Malformed(field, "is " + value + ", limit " + (Limits.COMMITTEE - 1));
        }
        return value;
    }

    /** Four bytes that must be a number from 0 to {@code max}. */
    public int u32(String field, int max) {
        require(field, 4);
        int value = (int) INTS.get(source, position);
        if (value < 0 || value > max) {
            throw new Malformed(field, "is " + Integer.toUnsignedString(value) + ", limit " + max);
        }
        position += 4;
        return value;
    }

    /** Eight bytes that must be a number below 2^63. */
    public long u64(String field) {
        require(field, 8);
        long value = (long) LONGS.get(source, position);
        if (value < 0) {
            throw new Malformed(field, "is " + Long.toUnsignedString(value) + ", limit 2^63-1");
        }
        position += 8;
        return value;
    }

    public Digest digest(String field) {
        require(field, Digest.LENGTH);
        Digest digest = Digest.read(source, position);
        position += Digest.LENGTH;
        return digest;
    }

    public PublicKey key(String field) {
        return new PublicKey(digest(field));
    }

    public Signature signature(String field) {
        return new Signature(digest(field), digest(field));
    }

    /** A four-byte length of at most {@code max}, then that many bytes, copied. */
    public byte[] bytes(String field, int max) {
        int length = u32(field, max);
        return raw(field, length);
    }

    /** Exactly {@code length} bytes, copied. */
    public byte[] raw(String field, int length) {
        require(field, length);
        byte[] bytes = Arrays.copyOfRange(source, position, position + length);
        position += length;
        return bytes;
    }

    /** A four-byte count of at most {@code max}, then as many elements of at least one byte each. */
    public <T> List<T> list(String field, int max, Function<Reader, T> element) {
        int count = u32(field, max);
        require(field, count);
        List<T> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(element.apply(this));
        }
        return List.copyOf(values);
    }

    /** Where the next byte is read from. */
    public int position() {
        return position;
    }

    /** Bytes left. */
    public int remaining() {
        return end - position;
    }

    /** Declares the input finished: a byte left over is an error. */
    public void end() {
        if (position != end) {
            throw new Malformed("end", (end - position) + " bytes left over");
        }
    }

    private void require(String field, int length) {
        if (end - position < length) {
            throw new Malformed(field, "needs " + length + " bytes, " + (end - position) + " left");
        }
    }
}
