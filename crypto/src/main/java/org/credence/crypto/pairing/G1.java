package org.credence.crypto.pairing;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.group.ScalarField;
import supranational.blst.P1;
import supranational.blst.P1_Affine;

/** An element of the first group of BLS12-381, of prime order r. Written additively, as curves are. */
public final class G1 {

    /** Length of the encoding: x with three bits of flags, the compressed form that blst and the BBS draft share. */
    public static final int LENGTH = 48;

    /** The integers modulo the order r of G1 and G2, a prime of 255 bits. */
    public static final ScalarField SCALARS = ScalarField.ofOrder(
            new BigInteger("73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001", 16));

    /** The element that changes nothing when added. It has no encoding that {@link #decode} takes. */
    public static final G1 NEUTRAL = new G1(new P1());

    /** Never changed: blst's operations change their receiver, so each works on a copy. */
    private final P1 point;

    private G1(P1 point) {
        this.point = point;
    }

    /**
     * The hash of a message, BLS12381G1_XMD:SHA-256_SSWU_RO_ of RFC 9380; nobody knows its logarithm to any base.
     *
     * @param domain ASCII, one for each use, at most 255 characters
     */
    public static G1 hash(byte[] message, String domain) {
        return new G1(new P1().hash_to(message, domain));
    }

    /**
     * ∏ pointsᵢ^scalarsᵢ.
     *
     * @throws IllegalArgumentException if the lists differ in length
     */
    public static G1 sumOfProducts(List<G1> points, List<Scalar> scalars) {
        if (points.size() != scalars.size()) {
            throw new IllegalArgumentException(points.size() + " points and " + scalars.size() + " scalars");
        }
        G1 sum = NEUTRAL;
        for (int i = 0; i < points.size(); i++) {
            sum = sum.plus(points.get(i).times(scalars.get(i)));
        }
        return sum;
    }

    public G1 plus(G1 other) {
        return new G1(point.dup().add(other.point));
    }

    public G1 minus(G1 other) {
        return plus(other.negated());
    }

    public G1 negated() {
        return new G1(point.dup().neg());
    }

    /** This point to a scalar, by the same steps for every scalar. */
    public G1 times(Scalar scalar) {
        return new G1(point.dup().mult(NativeScalar.of(scalar)));
    }

    public boolean isNeutral() {
        return point.is_inf();
    }

    /**
     * This point, which is not neutral.
     *
     * @throws Malformed naming the field if it is
     */
    public G1 requireReal(String field) {
        if (isNeutral()) {
            throw new Malformed(field, "is the neutral element");
        }
        return this;
    }

    /** The encoding of {@value #LENGTH} bytes. */
    public byte[] toBytes() {
        return point.compress();
    }

    /**
     * The point with this encoding, which is in the group of order r and not neutral.
     *
     * @throws Malformed if it is no canonical encoding of such a point
     */
    public static G1 decode(String field, byte[] encoding) {
        Encodings.requireCompressed(field, encoding, LENGTH);
        P1_Affine point = Encodings.parse(field, () -> new P1_Affine(encoding), P1_Affine::in_group);
        return new G1(point.to_jacobian()).requireReal(field);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are no canonical encoding of a point of the group that is not neutral
     */
    public static G1 read(Reader reader, String field) {
        return decode(field, reader.raw(field, LENGTH));
    }

    public void write(Writer writer) {
        writer.raw(toBytes());
    }

    /** For the pairing, which takes points as blst has them. */
    P1_Affine forPairing() {
        return point.to_affine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof G1 that && point.is_equal(that.point);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(toBytes());
    }
}
