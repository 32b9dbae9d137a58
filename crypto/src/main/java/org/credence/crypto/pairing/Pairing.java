package org.credence.crypto.pairing;

import supranational.blst.PT;

/** The pairing e of G1 and G2, of which only equations are needed. */
public final class Pairing {

    private Pairing() {}

    /** Whether e(a, b) = e(c, d): two Miller loops and one final exponentiation. */
    public static boolean equal(G1 a, G2 b, G1 c, G2 d) {
        boolean leftIsOne = a.isNeutral() || b.isNeutral();
        boolean rightIsOne = c.isNeutral() || d.isNeutral();
        if (leftIsOne || rightIsOne) {
            return leftIsOne && rightIsOne;
        }
        return PT.finalverify(new PT(a.forPairing(), b.forPairing()), new PT(c.forPairing(), d.forPairing()));
    }
}
