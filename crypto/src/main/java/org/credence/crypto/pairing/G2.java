package org.credence.crypto.pairing;

import java.util.Arrays;
import java.util.HexFormat;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.group.Scalar;
import supranational.blst.P2;
import supranational.blst.P2_Affine;

/** An element of the second group of BLS12-381, of the same order as {@link G1}, whose scalars it shares. */
public final class G2 {

    /** Length of the encoding in bytes. */
    public static final int LENGTH = 96;

    /** The generator g2 of the standard. */
    public static final G2 GENERATOR = new G2(P2.generator());

    /** Never changed, as in {@link G1}. */
    private final P2 point;

    private G2(P2 point) {
        this.point = point;
    }

    /** g2^scalar. */
    public static G2 of(Scalar scalar) {
        return GENERATOR.times(scalar);
    }

    public G2 plus(G2 other) {
        return new G2(point.dup().add(other.point));
    }

    /** This point to a scalar, by the same steps for every scalar. */
    public G2 times(Scalar scalar) {
        return new G2(point.dup().mult(NativeScalar.of(scalar)));
    }

    public boolean isNeutral() {
        return point.is_inf();
    }

    /**
     * This point, which is not neutral.
     *
     * @throws Malformed naming the field if it is
     */
    public G2 requireReal(String field) {
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
    public static G2 decode(String field, byte[] encoding) {
        Encodings.requireCompressed(field, encoding, LENGTH);
        P2_Affine point = Encodings.parse(field, () -> new P2_Affine(encoding), P2_Affine::in_group);
        return new G2(point.to_jacobian()).requireReal(field);
    }

    /**
     * Reads {@value #LENGTH} bytes.
     *
     * @throws Malformed if they are no canonical encoding of a point of the group that is not neutral
     */
    public static G2 read(Reader reader, String field) {
        return decode(field, reader.raw(field, LENGTH));
    }

    public void write(Writer writer) {
        writer.raw(toBytes());
    }

    /** For the pairing, which takes points as blst has them. */
    P2_Affine forPairing() {
        return point.to_affine();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof G2 that && point.is_equal(that.point);
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
