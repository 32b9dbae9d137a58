package org.credence.base.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/**
 * Writes the canonical encoding: big-endian, unsigned, every variable length prefixed (P§0.3). A number that its
 * field cannot hold is an {@link IllegalArgumentException}: cut down to size it would give two values one encoding,
 * and so one digest.
 */
public final class Writer {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** The longest array every JVM allows. */
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private byte[] buffer;
    private int size;

    public Writer(int capacity) {
        buffer = new byte[capacity];
    }

    /** A writer that has written the two leading bytes of {@code type}. */
    public static Writer of(WireType type, int capacity) {
        return new Writer(capacity).u8(type.code()).u8(WireType.VERSION);
    }

    public Writer u8(int value) {
        check(8, value, 0xff);
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public Writer u16(int value) {
        check(16, value, 0xffff);
        reserve(2);
        SHORTS.set(buffer, size, (short) value);
        size += 2;
        return this;
    }

    /** Four bytes, from 0 to 2^31-1. */
    public Writer u32(int value) {
        check(32, value, Integer.MAX_VALUE);
        reserve(4);
        INTS.set(buffer, size, value);
        size += 4;
        return this;
    }

    /** Eight bytes, from 0 to 2^63-1. */
    public Writer u64(long value) {
        check(64, value, Long.MAX_VALUE);
        reserve(8);
        LONGS.set(buffer, size, value);
        size += 8;
        return this;
    }

    public Writer digest(Digest digest) {
        reserve(Digest.LENGTH);
        digest.write(buffer, size);
        size += Digest.LENGTH;
        return this;
    }

    public Writer key(PublicKey key) {
        return digest(key.bytes());
    }

    public Writer signature(Signature signature) {
        return digest(signature.r()).digest(signature.s());
    }

    /** A four-byte length, then the bytes. */
    public Writer bytes(byte[] bytes) {
        return u32(bytes.length).raw(bytes);
    }

    /** The bytes alone: only for what has its own length inside, or a fixed one. */
    public Writer raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
        return this;
    }

    /** A four-byte count, then each element by {@code element}. */
    public <T> Writer list(List<T> values, BiConsumer<T, Writer> element) {
        u32(values.size());
        for (T value : values) {
            element.accept(value, this);
        }
        return this;
    }

    /** Bytes written so far. */
    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, size);
    }

    /** Feeds what was written to {@code digest} and begins anew. */
    public void drain(MessageDigest digest) {
        digest.update(buffer, 0, size);
        size = 0;
    }

    private static void check(int bits, long value, long max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("u" + bits + ": " + value + ", must be 0 to " + max);
        }
    }

    private void reserve(int more) {
        if (more > buffer.length - size) {
            long doubled = Math.min(2L * buffer.length, MAX_ARRAY);
            buffer = Arrays.copyOf(buffer, (int) Math.max(doubled, Math.addExact(size, more)));
        }
    }
}
