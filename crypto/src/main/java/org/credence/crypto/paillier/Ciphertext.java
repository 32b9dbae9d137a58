package org.credence.crypto.paillier;

import java.math.BigInteger;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Writer;

/**
 * A unit modulo w² that holds one number modulo w, and the key it is under: those of two keys do not mix. What adds up
 * is not limited here; that sums stay in range is what range proofs are for (A-E1, A-E2).
 */
public final class Ciphertext {

    private final PaillierKey key;
    private final BigInteger value;

    /** The caller has made sure that the value is a unit below w². */
    Ciphertext(PaillierKey key, BigInteger value) {
        this.key = key;
        this.value = value;
    }

    /** The key it is under. */
    public PaillierKey key() {
        return key;
    }

    /** c, from 1 to w² − 1. */
    public BigInteger value() {
        return value;
    }

    /** Holds the sum: c₁·c₂. */
    public Ciphertext plus(Ciphertext other) {
        return with(value.multiply(same(other)));
    }

    /** Holds the difference: c₁·c₂⁻¹. */
    public Ciphertext minus(Ciphertext other) {
        return with(value.multiply(same(other).modInverse(key.square())));
    }

    /** Holds the product with a number that everybody may know: c^factor; takes less time for some than for others. */
    public Ciphertext times(BigInteger factor) {
        return new Ciphertext(key, value.modPow(factor, key.square()));
    }

    /** Holds the sum with a number that everybody knows: c·g^m, without new randomness. */
    public Ciphertext plus(BigInteger message) {
        return plus(key.encrypt(message, BigInteger.ONE));
    }

    /** Writes {@link PaillierKey#ciphertextLength()} bytes; the key is not among them. */
    public void write(Writer writer) {
        writer.raw(BigIntegers.asUnsignedByteArray(key.ciphertextLength(), value));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Ciphertext that && key.equals(that.key) && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "Ciphertext[…" + value.mod(BigInteger.TWO.pow(32)).toString(16) + " under " + key + "]";
    }

    private Ciphertext with(BigInteger product) {
        return new Ciphertext(key, product.mod(key.square()));
    }

    private BigInteger same(Ciphertext other) {
        if (!key.equals(other.key)) {
            throw new IllegalArgumentException("ciphertext: under another key");
        }
        return other.value;
    }
}
