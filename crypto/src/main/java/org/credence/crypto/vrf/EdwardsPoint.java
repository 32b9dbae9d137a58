package org.credence.crypto.vrf;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.math.ec.rfc7748.X25519Field;

/**
 * A point of edwards25519 in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (Hisil, Wong, Carter and Dawson,
 * ASIACRYPT 2008). The addition law is complete, so no pair of points is an exception. Field arithmetic is Bouncy
 * Castle's; every sum and difference is carried at once, which keeps limbs within the bounds of its multiplication.
 */
final class EdwardsPoint {

    static final int LENGTH = 32;

    /** The order of the base point, 2^252 + 27742317777372353535851937790883648493. */
    static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static final EdwardsPoint NEUTRAL = new EdwardsPoint(number(0), number(1), number(1), number(0));

    /** d = −121665/121666 of RFC 8032 §5.1, and 2d. */
    private static final int[] D = ratio(-121665, 121666);
    private static final int[] D2 = sum(D, D);

    /** y = 4/5 with the even x. */
    static final EdwardsPoint BASE = base();

    private static final int BITS = 256;

    private final int[] x;
    private final int[] y;
    private final int[] z;
    private final int[] t;

    private EdwardsPoint(int[] x, int[] y, int[] z, int[] t) {
        this.x = x;
        this.y = y;
        this.z = z;
        this.t = t;
    }

    /** The point of a canonical encoding (RFC 8032 §5.1.3); empty if there is none. Of small order, too. */
    static Optional<EdwardsPoint> decode(byte[] encoding) {
        byte[] plain = encoding.clone();
        plain[LENGTH - 1] &= 0x7f;
        int[] y = X25519Field.create();
        X25519Field.decode255(plain, y);
        byte[] again = new byte[LENGTH];
        X25519Field.normalize(y);
        X25519Field.encode(y, again);
        if (!Arrays.equals(plain, again)) {
            return Optional.empty();
        }
        int[] yy = square(y);
        int[] x = X25519Field.create();
        if (!X25519Field.sqrtRatioVar(difference(yy, number(1)), sum(product(D, yy), number(1)), x)) {
            return Optional.empty();
        }
        X25519Field.normalize(x);
        boolean odd = encoding[LENGTH - 1] < 0;
        if (odd && X25519Field.isZeroVar(x)) {
            return Optional.empty();
        }
        if (odd != ((x[0] & 1) == 1)) {
            x = difference(number(0), x);
        }
        return Optional.of(new EdwardsPoint(x, y, number(1), product(x, y)));
    }

    byte[] encode() {
        int[] inverse = X25519Field.create();
        X25519Field.inv(z, inverse);
        int[] affineX = product(x, inverse);
        int[] affineY = product(y, inverse);
        X25519Field.normalize(affineX);
        X25519Field.normalize(affineY);
        byte[] encoding = new byte[LENGTH];
        X25519Field.encode(affineY, encoding);
        encoding[LENGTH - 1] |= (byte) ((affineX[0] & 1) << 7);
        return encoding;
    }

    EdwardsPoint plus(EdwardsPoint other) {
        int[] a = product(difference(y, x), difference(other.y, other.x));
        int[] b = product(sum(y, x), sum(other.y, other.x));
        int[] c = product(product(t, D2), other.t);
        int[] d = product(z, other.z);
        return completed(difference(b, a), difference(sum(d, d), c), sum(sum(d, d), c), sum(b, a));
    }

    EdwardsPoint doubled() {
        int[] a = square(x);
        int[] b = square(y);
        int[] c = square(z);
        int[] h = sum(a, b);
        int[] e = difference(h, square(sum(x, y)));
        int[] g = difference(a, b);
        return completed(e, sum(sum(c, c), g), g, h);
    }

    EdwardsPoint negated() {
        return new EdwardsPoint(difference(number(0), x), y, z, difference(number(0), t));
    }

    /** Eight times the point: neutral exactly for the eight points of small order. */
    EdwardsPoint timesCofactor() {
        return doubled().doubled().doubled();
    }

    boolean isNeutral() {
        int[] ratio = difference(y, z);
        return X25519Field.isZeroVar(normal(x)) && X25519Field.isZeroVar(normal(ratio));
    }

    /** This point to a secret scalar below 2^256: one doubling, one addition and one choice for each bit. */
    EdwardsPoint timesSecret(BigInteger scalar) {
        EdwardsPoint sum = NEUTRAL;
        for (int i = BITS - 1; i >= 0; i--) {
            sum = sum.doubled();
            EdwardsPoint more = sum.plus(this);
            sum = choose(-(scalar.testBit(i) ? 1 : 0), more, sum);
        }
        return sum;
    }

    /** a·p + b·q for values that everybody may know. */
    static EdwardsPoint sumOfProducts(BigInteger a, EdwardsPoint p, BigInteger b, EdwardsPoint q) {
        EdwardsPoint both = p.plus(q);
        EdwardsPoint sum = NEUTRAL;
        for (int i = Math.max(a.bitLength(), b.bitLength()) - 1; i >= 0; i--) {
            sum = sum.doubled();
            if (a.testBit(i) && b.testBit(i)) {
                sum = sum.plus(both);
            } else if (a.testBit(i)) {
                sum = sum.plus(p);
            } else if (b.testBit(i)) {
                sum = sum.plus(q);
            }
        }
        return sum;
    }

    private static EdwardsPoint choose(int mask, EdwardsPoint ifSet, EdwardsPoint otherwise) {
        return new EdwardsPoint(choose(mask, ifSet.x, otherwise.x), choose(mask, ifSet.y, otherwise.y),
                choose(mask, ifSet.z, otherwise.z), choose(mask, ifSet.t, otherwise.t));
    }

    private static int[] choose(int mask, int[] ifSet, int[] otherwise) {
        int[] chosen = otherwise.clone();
        X25519Field.cmov(mask, ifSet, 0, chosen, 0);
        return chosen;
    }

    private static EdwardsPoint completed(int[] e, int[] f, int[] g, int[] h) {
        return new EdwardsPoint(product(e, f), product(g, h), product(f, g), product(e, h));
    }

    private static EdwardsPoint base() {
        byte[] encoding = new byte[LENGTH];
        int[] y = normal(ratio(4, 5));
        X25519Field.encode(y, encoding);
        return decode(encoding).orElseThrow();
    }

    private static int[] ratio(int above, int below) {
        int[] inverse = X25519Field.create();
        X25519Field.inv(number(below), inverse);
        return product(number(above), inverse);
    }

    private static int[] number(int value) {
        int[] one = X25519Field.create();
        X25519Field.one(one);
        int[] number = X25519Field.create();
        X25519Field.mul(one, Math.abs(value), number);
        return value < 0 ? difference(X25519Field.create(), number) : number;
    }

    private static int[] product(int[] a, int[] b) {
        int[] product = X25519Field.create();
        X25519Field.mul(a, b, product);
        return product;
    }

    private static int[] square(int[] a) {
        int[] square = X25519Field.create();
        X25519Field.sqr(a, square);
        return square;
    }

    private static int[] sum(int[] a, int[] b) {
        int[] sum = X25519Field.create();
        X25519Field.add(a, b, sum);
        X25519Field.carry(sum);
        return sum;
    }

    private static int[] difference(int[] a, int[] b) {
        int[] difference = X25519Field.create();
        X25519Field.sub(a, b, difference);
        X25519Field.carry(difference);
        return difference;
    }

    private static int[] normal(int[] a) {
        int[] normal = a.clone();
        X25519Field.normalize(normal);
        return normal;
    }
}
