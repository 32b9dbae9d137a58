package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * The public key of the ordinary scheme, Enc(m; u) = g^m·u^w mod w². With g = w + 1 the first power is the product
 * 1 + m·w; g at random is the form of the first paper and twice as slow, and here to compare with.
 */
public final class PaillierKey {

    /** Shortest modulus in bits: two primes of 1,024 bits. */
    public static final int MIN_BITS = 2047;

    /** Longest modulus in bits. */
    public static final int MAX_BITS = 4096;

    private final Modulus modulus;
    private final BigInteger generator;

    private PaillierKey(Modulus modulus, BigInteger generator) {
        this.modulus = modulus;
        this.generator = generator;
    }

    /**
     * The key with g = w + 1.
     *
     * @throws Malformed if w is even, too short or too long
     */
    public static PaillierKey of(BigInteger w) {
        return new PaillierKey(Modulus.of(w), w.add(BigInteger.ONE));
    }

    /**
     * The same modulus with a random g = (1+w)^α·β^w, α and β units: any element whose order w divides is one of these.
     */
    public PaillierKey withRandomGenerator(SecureRandom random) {
        BigInteger alpha = unit(random);
        BigInteger beta = unit(random).modPow(w(), square());
        return new PaillierKey(modulus, onePlus(alpha).multiply(beta).mod(square()));
    }

    /** w. */
    public BigInteger w() {
        return modulus.w();
    }

    /** k, the length of w in bits. */
    public int bits() {
        return w().bitLength();
    }

    /** Length of an encoded ciphertext in bytes. */
    public int ciphertextLength() {
        return (square().bitLength() + 7) / 8;
    }

    /** Whether g = w + 1. */
    public boolean isSimple() {
        return generator.equals(w().add(BigInteger.ONE));
    }

    /** The same modulus with g = w + 1. */
    public PaillierKey simple() {
        return isSimple() ? this : new PaillierKey(modulus, w().add(BigInteger.ONE));
    }

    /**
     * Encrypts with fresh randomness.
     *
     * @param message from −w + 1 to w − 1; a negative one stands for its residue
     */
    public Ciphertext encrypt(BigInteger message, SecureRandom random) {
        return encrypt(message, unit(random));
    }

    /**
     * g^m·u^w mod w².
     *
     * @param message from −w + 1 to w − 1
     * @param unit    u, prime to w, from 1 to w² − 1; the secret of this one ciphertext
     */
    Ciphertext encrypt(BigInteger message, BigInteger unit) {
        BigInteger power = isSimple() ? onePlus(message) : generator.modPow(residue(message), square());
        return new Ciphertext(this, power.multiply(unit.modPow(w(), square())).mod(square()));
    }

    /**
     * The ciphertext with this value.
     *
     * @throws Malformed unless 0 &lt; value &lt; w² and value is prime to w (A-E15)
     */
    public Ciphertext ciphertext(BigInteger value) {
        if (value.signum() <= 0 || value.compareTo(square()) >= 0) {
            throw new Malformed("paillier.ciphertext", "must be 1 to w² − 1");
        }
        if (!modulus.isUnit(value)) {
            throw new Malformed("paillier.ciphertext", "has a factor in common with w");
        }
        return new Ciphertext(this, value);
    }

    /**
     * Reads {@link #ciphertextLength()} bytes.
     *
     * @throws Malformed if they are missing or no ciphertext
     */
    public Ciphertext readCiphertext(Reader reader) {
        return ciphertext(new BigInteger(1, reader.raw("paillier.ciphertext", ciphertextLength())));
    }

    /** Zero under the randomness that is not there: where an account starts (P§7.4). */
    public Ciphertext zero() {
        return new Ciphertext(this, BigInteger.ONE);
    }

    /**
     * Reads a key.
     *
     * @throws Malformed if it is not canonical, or w is even, too short or too long
     */
    public static PaillierKey read(Reader reader) {
        BigInteger w = shortest(reader, "paillier.modulus", MAX_BITS / 8);
        PaillierKey key = of(w);
        if (reader.flag("paillier.simple")) {
            return key;
        }
        BigInteger generator = new BigInteger(1, reader.raw("paillier.generator", key.ciphertextLength()));
        if (generator.compareTo(key.square()) >= 0 || !key.modulus.isUnit(generator)
                || generator.equals(w.add(BigInteger.ONE))) {
            throw new Malformed("paillier.generator", "must be prime to w, below w², and not w + 1");
        }
        return new PaillierKey(key.modulus, generator);
    }

    public void write(Writer writer) {
        writer.bytes(BigIntegers.asUnsignedByteArray(w()));
        writer.u8(isSimple() ? 1 : 0);
        if (!isSimple()) {
            writer.raw(BigIntegers.asUnsignedByteArray(ciphertextLength(), generator));
        }
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof PaillierKey key && w().equals(key.w())
                && generator.equals(key.generator);
    }

    @Override
    public int hashCode() {
        return w().hashCode();
    }

    @Override
    public String toString() {
        return "PaillierKey[" + bits() + " bits, …" + w().mod(BigInteger.TWO.pow(32)).toString(16) + "]";
    }

    Modulus modulus() {
        return modulus;
    }

    BigInteger generator() {
        return generator;
    }

    BigInteger square() {
        return modulus.square();
    }

    /** 1 + m·w mod w². */
    BigInteger onePlus(BigInteger message) {
        return residue(message).multiply(w()).add(BigInteger.ONE);
    }

    private BigInteger residue(BigInteger message) {
        if (message.abs().compareTo(w()) >= 0) {
            throw new IllegalArgumentException("message: must be above −w and below w");
        }
        return message.mod(w());
    }

    private BigInteger unit(SecureRandom random) {
        BigInteger unit;
        do {
            unit = BigIntegers.createRandomInRange(BigInteger.ONE, w().subtract(BigInteger.ONE), random);
        } while (!modulus.isUnit(unit));
        return unit;
    }

    private static BigInteger shortest(Reader reader, String field, int max) {
        byte[] bytes = reader.bytes(field, max);
        BigInteger value = new BigInteger(1, bytes);
        if (!Arrays.equals(bytes, BigIntegers.asUnsignedByteArray(value))) {
            throw new Malformed(field, "starts with a zero byte");
        }
        return value;
    }
}
