package org.credence.crypto.credential.escrow;

import java.util.ArrayList;
import java.util.List;
import org.credence.base.Limits;
import org.credence.base.codec.Malformed;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.pairing.G1;

/** The commitments to a polynomial, C_0 first. */
final class Commitments {

    private Commitments() {}

    static void require(String field, List<G1> commitments) {
        if (commitments.isEmpty() || commitments.size() > Limits.COMMITTEE) {
            throw new Malformed(field, "are " + commitments.size() + ", must be 1 to " + Limits.COMMITTEE);
        }
        commitments.forEach(each -> each.requireReal(field));
    }

    /** g1 to the polynomial's value at the index: ∏ C_j^{i^j}. */
    static G1 at(List<G1> commitments, int index) {
        List<Scalar> powers = new ArrayList<>(commitments.size());
        Scalar power = G1.SCALARS.one();
        for (int j = 0; j < commitments.size(); j++) {
            powers.add(power);
            power = power.times(G1.SCALARS.of(index));
        }
        return G1.sumOfProducts(commitments, powers);
    }
}
