package org.credence.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The curve of Ed25519 in plain, slow BigInteger arithmetic straight from RFC 8032 §5.1: an oracle that shares no code
 * with any provider, and a maker of points with a component of small order, which no provider would make.
 */
public final class Edwards {

    public static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    public static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    public static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);

    public static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE);
    public static final Point BASE = decode(littleEndian(
            BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P)));

    private Edwards() {}

    /** An affine point of the curve −x² + y² = 1 + d·x²·y². */
    public record Point(BigInteger x, BigInteger y) {

        public Point plus(Point other) {
            BigInteger product = D.multiply(x).multiply(other.x).multiply(y).multiply(other.y).mod(P);
            BigInteger xs = x.multiply(other.y).add(other.x.multiply(y));
            BigInteger ys = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    xs.multiply(BigInteger.ONE.add(product).modInverse(P)).mod(P),
                    ys.multiply(BigInteger.ONE.subtract(product).modInverse(P)).mod(P));
        }

        public Point times(BigInteger scalar) {
            Fraction sum = new Fraction(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE);
            Fraction self = new Fraction(x, y, BigInteger.ONE);
            for (int i = scalar.bitLength() - 1; i >= 0; i--) {
                sum = sum.plus(sum);
                if (scalar.testBit(i)) {
                    sum = sum.plus(self);
                }
            }
            return sum.affine();
        }

        public Point times(long scalar) {
            return times(BigInteger.valueOf(scalar));
        }

        public Point negated() {
            return new Point(x.negate().mod(P), y);
        }

        public byte[] encoded() {
            byte[] bytes = littleEndian(y);
            if (x.testBit(0)) {
                bytes[31] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    /** The point (x/z, y/z): adding such points needs no inversion. */
    private record Fraction(BigInteger x, BigInteger y, BigInteger z) {

        Fraction plus(Fraction other) {
            BigInteger zz = z.multiply(other.z).mod(P);
            BigInteger square = zz.multiply(zz).mod(P);
            BigInteger xx = x.multiply(other.x).mod(P);
            BigInteger yy = y.multiply(other.y).mod(P);
            BigInteger e = D.multiply(xx).multiply(yy).mod(P);
            BigInteger less = square.subtract(e);
            BigInteger more = square.add(e);
            BigInteger cross = x.multiply(other.y).add(other.x.multiply(y)).mod(P);
            return new Fraction(
                    zz.multiply(less).multiply(cross).mod(P),
                    zz.multiply(more).multiply(yy.add(xx)).mod(P),
                    less.multiply(more).mod(P));
        }

        Point affine() {
            BigInteger inverse = z.modInverse(P);
            return new Point(x.multiply(inverse).mod(P), y.multiply(inverse).mod(P));
        }
    }

    /** A generator of the eight points of small order. */
    public static Point torsionGenerator() {
        for (int y = 2;; y++) {
            byte[] candidate = littleEndian(BigInteger.valueOf(y));
            if (isOnCurve(candidate)) {
                Point small = decode(candidate).times(L);
                if (!small.times(4).equals(NEUTRAL)) {
                    return small;
                }
            }
        }
    }

    public static boolean isOnCurve(byte[] encoding) {
        BigInteger y = value(encoding).clearBit(255);
        return root(y).multiply(root(y)).subtract(xSquared(y)).mod(P).signum() == 0;
    }

    /** The point of an encoding; the caller has checked that there is one. */
    public static Point decode(byte[] encoding) {
        BigInteger value = value(encoding);
        BigInteger y = value.clearBit(255);
        BigInteger x = root(y);
        return new Point(x.testBit(0) == value.testBit(255) ? x : x.negate().mod(P), y.mod(P));
    }

    /** Decision 0001 word for word: canonical S, A and R, no small order, cofactorless equation on encodings. */
    public static boolean accepts(byte[] key, byte[] message, byte[] signature) {
        byte[] r = Arrays.copyOfRange(signature, 0, 32);
        BigInteger s = value(Arrays.copyOfRange(signature, 32, 64));
        if (s.compareTo(L) >= 0 || !isAdmitted(key) || !isAdmitted(r)) {
            return false;
        }
        Point left = BASE.times(s).plus(decode(key).negated().times(challenge(r, key, message)));
        return Arrays.equals(left.encoded(), r);
    }

    /** SHA-512(R ‖ A ‖ M) mod L. */
    public static BigInteger challenge(byte[] r, byte[] key, byte[] message) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-512");
            sha.update(r);
            sha.update(key);
            return value(sha.digest(message)).mod(L);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    public static byte[] littleEndian(BigInteger value) {
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32; i++) {
            bytes[i] = value.shiftRight(8 * i).byteValue();
        }
        return bytes;
    }

    private static boolean isAdmitted(byte[] encoding) {
        if (!isOnCurve(encoding)) {
            return false;
        }
        Point point = decode(encoding);
        return Arrays.equals(point.encoded(), encoding) && !point.times(8).equals(NEUTRAL);
    }

    private static BigInteger value(byte[] littleEndian) {
        byte[] reversed = new byte[littleEndian.length];
        for (int i = 0; i < reversed.length; i++) {
            reversed[i] = littleEndian[reversed.length - 1 - i];
        }
        return new BigInteger(1, reversed);
    }

    private static BigInteger xSquared(BigInteger y) {
        BigInteger yy = y.multiply(y).mod(P);
        BigInteger below = D.multiply(yy).add(BigInteger.ONE).modInverse(P);
        return yy.subtract(BigInteger.ONE).multiply(below).mod(P);
    }

    /** A square root of x² if it has one (p = 5 mod 8). */
    private static BigInteger root(BigInteger y) {
        BigInteger square = xSquared(y);
        BigInteger root = square.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        boolean fits = root.multiply(root).subtract(square).mod(P).signum() == 0;
        BigInteger rootOfMinusOne = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
        return fits ? root : root.multiply(rootOfMinusOne).mod(P);
    }
}
