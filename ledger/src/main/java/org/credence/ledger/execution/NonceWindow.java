package org.credence.ledger.execution;

import java.util.Optional;
import org.credence.base.codec.Writer;

/**
 * Which nonces a sender has used: the highest, and a bit for each of the {@link #SIZE} up to it. A ring: the bit of a
 * nonce is at nonce mod SIZE.
 *
 * <p>
 * Wire: highest u64, 128 bytes of bits.
 */
final class NonceWindow {

    /** Nonces this far below the highest, or further, count as used. */
    static final int SIZE = 1024;

    private static final int BITS_AT = Long.BYTES;

    private NonceWindow() {}

    /** The record after using the nonce; empty if it must not be used. {@code record} is left as it is. */
    static Optional<byte[]> use(Optional<byte[]> record, long nonce) {
        if (record.isEmpty()) {
            byte[] fresh = new Writer(BITS_AT + SIZE / 8).u64(nonce).raw(new byte[SIZE / 8]).toBytes();
            set(fresh, nonce);
            return Optional.of(fresh);
        }
        long highest = highest(record.get());
        if (nonce > highest) {
            byte[] moved = advance(record.get(), highest, nonce);
            set(moved, nonce);
            return Optional.of(moved);
        }
        if (highest - nonce >= SIZE || isSet(record.get(), nonce)) {
            return Optional.empty();
        }
        byte[] filled = record.get().clone();
        set(filled, nonce);
        return Optional.of(filled);
    }

    private static byte[] advance(byte[] record, long from, long to) {
        byte[] bits = new byte[SIZE / 8];
        if (to - from < SIZE) {
            System.arraycopy(record, BITS_AT, bits, 0, bits.length);
            for (long skipped = from + 1; skipped < to; skipped++) {
                bits[at(skipped)] &= (byte) ~mask(skipped);
            }
        }
        return new Writer(BITS_AT + bits.length).u64(to).raw(bits).toBytes();
    }

    private static long highest(byte[] record) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = (value << 8) | (record[i] & 0xff);
        }
        return value;
    }

    private static boolean isSet(byte[] record, long nonce) {
        return (record[BITS_AT + at(nonce)] & mask(nonce)) != 0;
    }

    private static void set(byte[] record, long nonce) {
        record[BITS_AT + at(nonce)] |= (byte) mask(nonce);
    }

    private static int at(long nonce) {
        return (int) (nonce % SIZE) >>> 3;
    }

    private static int mask(long nonce) {
        return 1 << (nonce & 7);
    }
}
