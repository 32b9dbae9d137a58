package org.credence.crypto.pairing;

import java.util.function.Predicate;
import java.util.function.Supplier;
import org.credence.base.codec.Malformed;

/** What decoding has in common for both groups. */
final class Encodings {

    private static final int COMPRESSED = 0x80;
    private static final int NEUTRAL = 0x40;

    private Encodings() {}

    /** blst takes longer, uncompressed encodings too, and tells them apart by the first bit. */
    static void requireCompressed(String field, byte[] encoding, int length) {
        if (encoding.length != length) {
            throw new Malformed(field, "is " + encoding.length + " bytes, must be " + length);
        }
        if ((encoding[0] & COMPRESSED) == 0) {
            throw new Malformed(field, "is not a compressed point");
        }
        if ((encoding[0] & NEUTRAL) != 0) {
            throw new Malformed(field, "is the neutral element");
        }
    }

    /** blst's complaints are of no type of their own. */
    static <T> T parse(String field, Supplier<T> point, Predicate<T> isInGroup) {
        T parsed;
        try {
            parsed = point.get();
        } catch (RuntimeException e) {
            throw new Malformed(field, "is no point of the group");
        }
        if (!isInGroup.test(parsed)) {
            throw new Malformed(field, "is no point of the group");
        }
        return parsed;
    }
}
