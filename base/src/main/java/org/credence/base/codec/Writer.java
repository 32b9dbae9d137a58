package org.credence.base.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;

/** Writes the canonical encoding: big-endian, unsigned, every variable length prefixed (P§0.3). */
public final class Writer {

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
        reserve(1);
        buffer[size++] = (byte) value;
        return this;
    }

    public Writer u16(int value) {
        reserve(2);
        SHORTS.set(buffer, size, (short) value);
        size += 2;
        return this;
    }

    public Writer u32(int value) {
        reserve(4);
        INTS.set(buffer, size, value);
        size += 4;
        return this;
    }

    public Writer u64(long value) {
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

    private void reserve(int more) {
        if (size + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
        }
    }
}
