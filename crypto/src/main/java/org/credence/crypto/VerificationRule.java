package org.credence.crypto;

import org.credence.base.Digest;

/**
 * The part of the Ed25519 rule (decision 0001) that is decided on bytes alone, before any provider is asked: S below
 * the group order, and points that are canonically encoded and not of small order. Providers disagree on exactly these
 * cases.
 */
final class VerificationRule {

    /** The low 64 bits of p = 2^255 − 19; its other limbs are all ones below the sign bit. */
    private static final long P0 = -19L;

    /**
     * The order of the base point, L = 2^252 + 27742317777372353535851937790883648493, least significant limb first.
     */
    private static final long[] L = {0x5812631a5cf5d3edL, 0x14def9dea2f79cd6L, 0L, 0x1000000000000000L};

    /** The y of all eight points whose order divides 8 (a y and its two signs of x), least significant limb first. */
    private static final long[][] SMALL_ORDER_Y = {
            {0L, 0L, 0L, 0L},
            {1L, 0L, 0L, 0L},
            {P0 - 1, -1L, -1L, Long.MAX_VALUE},
            {0x4fd84d3d706a17c7L, 0x0f67100d760b3cbaL, 0xc6cc392cfa53202aL, 0x7a03ac9277fdc74eL},
            {0xb027b2c28f95e826L, 0xf098eff289f4c345L, 0x3933c6d305acdfd5L, 0x05fc536d880238b1L}
    };

    private VerificationRule() {}

    /** Whether a 32-byte point (A or R) has y below p and is none of the points of small order. */
    static boolean admitsPoint(Digest point) {
        long y0 = Long.reverseBytes(point.a());
        long y1 = Long.reverseBytes(point.b());
        long y2 = Long.reverseBytes(point.c());
        long y3 = Long.reverseBytes(point.d()) & Long.MAX_VALUE;
        boolean belowP = y3 != Long.MAX_VALUE || y2 != -1L || y1 != -1L || Long.compareUnsigned(y0, P0) < 0;
        // Negative zero (x = 0 with the sign bit set) needs no case of its own: x is 0 only where y is 1 or p − 1.
        return belowP && !hasSmallOrder(y0, y1, y2, y3);
    }

    /** Whether S is below L, so that no second signature can be made of a first. */
    static boolean admitsScalar(Digest scalar) {
        long[] limbs = {
                Long.reverseBytes(scalar.a()),
                Long.reverseBytes(scalar.b()),
                Long.reverseBytes(scalar.c()),
                Long.reverseBytes(scalar.d())
        };
        for (int i = 3; i >= 0; i--) {
            int order = Long.compareUnsigned(limbs[i], L[i]);
            if (order != 0) {
                return order < 0;
            }
        }
        return false;
    }

    private static boolean hasSmallOrder(long y0, long y1, long y2, long y3) {
        for (long[] y : SMALL_ORDER_Y) {
            if (y[0] == y0 && y[1] == y1 && y[2] == y2 && y[3] == y3) {
                return true;
            }
        }
        return false;
    }
}
