package org.credence.crypto.group;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.math.ec.FixedPointUtil;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * An element of secp256k1 (SEC 2 §2.4.1): the 𝔾 of P§4.1 and P§7.3, of prime order, so every point but the neutral one
 * generates it. Written additively, as curves are: g^x·y^r of the papers is {@code Point.of(x).plus(y.times(r))}.
 */
public final class Point {

    /** Length of the encoding: one byte for the sign of y, then x (SEC 1 §2.3.3, compressed). */
    public static final int LENGTH = 33;

    /** The integers modulo the order Q of the group, a prime of 256 bits. */
    public static final ScalarField SCALARS;

    /** The element that changes nothing when added. */
    public static final Point NEUTRAL;

    /** The generator g. */
    public static final Point GENERATOR;

    private static final ECCurve CURVE;

    static {
        X9ECParameters parameters = CustomNamedCurves.getByName("secp256k1");
        CURVE = parameters.getCurve();
        SCALARS = ScalarField.ofOrder(parameters.getN());
        NEUTRAL = new Point(CURVE.getInfinity());
        GENERATOR = new Point(parameters.getG());
        FixedPointUtil.precompute(GENERATOR.point);
    }

    private final ECPoint point;

    /** Normalised, so that reading its coordinates never computes and the object can be shared between threads. */
    private Point(ECPoint point) {
        this.point = point.normalize();
    }

    /** g^scalar by a comb: the same steps for every scalar, table rows read whole; fit for secret scalars. */
    public static Point of(Scalar scalar) {
        return new Point(new FixedPointCombMultiplier().multiply(GENERATOR.point, own(scalar)));
    }

    /**
     * ∏ pointsᵢ^scalarsᵢ in one pass, for values that everybody may know.
     *
     * @throws IllegalArgumentException if the lists differ in length
     */
    public static Point sumOfProducts(List<Point> points, List<Scalar> scalars) {
        if (points.size() != scalars.size()) {
            throw new IllegalArgumentException(points.size() + " points and " + scalars.size() + " scalars");
        }
        ECPoint[] bases = points.stream().map(each -> each.point).toArray(ECPoint[]::new);
        BigInteger[] factors = scalars.stream().map(Point::own).toArray(BigInteger[]::new);
        return bases.length == 0 ? NEUTRAL : new Point(ECAlgorithms.sumOfMultiplies(bases, factors));
    }

    public Point plus(Point other) {
        return new Point(point.add(other.point));
    }

    public Point minus(Point other) {
        return new Point(point.subtract(other.point));
    }

    public Point negated() {
        return new Point(point.negate());
    }

    /** This point to a scalar that everybody may know; takes less time for some scalars than for others. */
    public Point times(Scalar scalar) {
        return new Point(point.multiply(own(scalar)));
    }

    /** This point to a secret scalar: the same steps for every scalar. */
    public Point timesSecret(Scalar scalar) {
        return new Point(ECAlgorithms.multiplySecret(point, own(scalar)));
    }

    public boolean isNeutral() {
        return point.isInfinity();
    }

    /** The encoding of {@value #LENGTH} bytes; the neutral element is all zeroes. */
    public byte[] toBytes() {
        return isNeutral() ? new byte[LENGTH] : point.getEncoded(true);
    }

    /**
     * The point with this encoding, which is on the curve and not neutral.
     *
     * @throws Malformed if it is no canonical encoding of such a point
     */
    public static Point decode(String field, byte[] encoding) {
        Point point = decodeAny(field, encoding);
        if (point.isNeutral()) {
            throw new Malformed(field, "is the neutral element");
        }
        return point;
    }

    /**
     * The point with this encoding, the neutral one included.
     *
     * @throws Malformed if it is no canonical encoding of a point
     */
    public static Point decodeAny(String field, byte[] encoding) {
        if (encoding.length != LENGTH) {
            throw new Malformed(field, "is " + encoding.length + " bytes, must be " + LENGTH);
        }
        if (encoding[0] == 2 || encoding[0] == 3) {
            try {
                return new Point(CURVE.decodePoint(encoding));
            } catch (IllegalArgumentException e) {
                throw new Malformed(field, "is no point of the curve");
            }
        }
        for (byte each : encoding) {
            if (each != 0) {
                throw new Malformed(field, "starts with " + encoding[0] + ", must be 2 or 3, or be all zeroes");
            }
        }
        return NEUTRAL;
    }

    /**
     * Reads a point that is not neutral.
     *
     * @throws Malformed if there is none
     */
    public static Point read(Reader reader, String field) {
        return decode(field, reader.raw(field, LENGTH));
    }

    /**
     * Reads a point, the neutral one included.
     *
     * @throws Malformed if there is none
     */
    public static Point readAny(Reader reader, String field) {
        return decodeAny(field, reader.raw(field, LENGTH));
    }

    public void write(Writer writer) {
        writer.raw(toBytes());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Point that && point.equals(that.point);
    }

    @Override
    public int hashCode() {
        return point.hashCode();
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }

    private static BigInteger own(Scalar scalar) {
        if (!scalar.field().equals(SCALARS)) {
            throw new IllegalArgumentException("scalar: of another group");
        }
        return scalar.value();
    }
}
