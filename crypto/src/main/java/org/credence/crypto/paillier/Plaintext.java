package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.util.Optional;

/** What a ciphertext held: a residue modulo w. Prints nothing of it. */
public final class Plaintext {

    /** Length of an amount in bits: ℓ of P§7.3. */
    public static final int AMOUNT_BITS = 64;

    private final BigInteger residue;
    private final BigInteger w;

    Plaintext(BigInteger residue, BigInteger w) {
        this.residue = residue;
        this.w = w;
    }

    /** From 0 to w − 1. */
    public BigInteger residue() {
        return residue;
    }

    /** The residue next to zero: from −(w − 1)/2 to (w − 1)/2. */
    public BigInteger signed() {
        return residue.shiftLeft(1).compareTo(w) > 0 ? residue.subtract(w) : residue;
    }

    /** The amount, from 0 to 2^{@value #AMOUNT_BITS} − 1; empty if it is none, as after an overdraft (A-E2). */
    public Optional<BigInteger> amount() {
        return residue.bitLength() <= AMOUNT_BITS ? Optional.of(residue) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Plaintext that && residue.equals(that.residue) && w.equals(that.w);
    }

    @Override
    public int hashCode() {
        return residue.hashCode();
    }

    @Override
    public String toString() {
        return "Plaintext";
    }
}
