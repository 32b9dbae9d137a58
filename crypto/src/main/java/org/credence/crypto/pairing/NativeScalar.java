package org.credence.crypto.pairing;

import java.util.Arrays;
import org.credence.crypto.group.Scalar;

/** A scalar as blst has it. */
final class NativeScalar {

    private NativeScalar() {}

    static supranational.blst.Scalar of(Scalar scalar) {
        if (!scalar.field().equals(G1.SCALARS)) {
            throw new IllegalArgumentException("scalar: of another group");
        }
        byte[] bytes = scalar.toBytes();
        supranational.blst.Scalar copy = new supranational.blst.Scalar().from_bendian(bytes);
        Arrays.fill(bytes, (byte) 0);
        return copy;
    }
}
