package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.function.Supplier;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * The public key of the lightweight scheme: Enc(m; ρ) = (1 + m·w)·h_w^ρ mod w² with ρ of ⌈k/2⌉ bits. One table of
 * powers
 * per key, made on first use (about 1 MB at 2,048 bits; as much again for proofs, and half of that for batches of
 * them), takes the place of an exponentiation. What it makes are
 * ciphertexts of the ordinary key with the same modulus and g = w + 1.
 *
 * <p>
 * Hiding rests on w = p·q with p ≡ q ≡ 3 mod 4 and gcd(p − 1, q − 1) = 2, and on powers with short exponents looking
 * like
 * any powers; h itself follows from w by hashing.
 */
public final class LightweightKey {

    /** How much longer than ρ an exponent in a proof may be: challenge λ, statistical σ, growth, and carries. */
    private static final int PROOF_BITS = 128 + 60 + Randomness.GROWTH_BITS + 4;

    private final PaillierKey key;
    private final Supplier<FixedBase> fresh;
    private final Supplier<FixedBase> grown;
    private final Supplier<FixedBase> below;

    /** @param key with g = w + 1 */
    private LightweightKey(PaillierKey key) {
        this.key = key;
        Modulus modulus = key.modulus();
        this.fresh = Lazy.of(() -> new FixedBase(modulus.residue(), modulus.field(), randomnessBits()));
        this.grown = Lazy.of(() -> new FixedBase(modulus.residue(), modulus.field(), randomnessBits() + PROOF_BITS));
        this.below = Lazy.of(() -> new FixedBase(modulus.residue().mod(modulus.w()), new Montgomery(modulus.w()),
                randomnessBits() + PROOF_BITS));
    }

    /** The lightweight key with the modulus of an ordinary one. */
    public static LightweightKey of(PaillierKey key) {
        return new LightweightKey(key.simple());
    }

    /** The ordinary key under which the ciphertexts are. */
    public PaillierKey key() {
        return key;
    }

    /** ⌈k/2⌉, the length of a fresh ρ in bits. */
    public int randomnessBits() {
        return (key.bits() + 1) / 2;
    }

    /** A fresh ρ; {@code random} must be a cryptographic generator. */
    public Randomness randomness(SecureRandom random) {
        return new Randomness(new BigInteger(randomnessBits(), random));
    }

    /**
     * (1 + m·w)·h_w^ρ mod w².
     *
     * @param message from −w + 1 to w − 1; a negative one stands for its residue
     */
    public Ciphertext encrypt(BigInteger message, Randomness randomness) {
        BigInteger power = power(randomness.value());
        return new Ciphertext(key, key.onePlus(message).multiply(power).mod(key.square()));
    }

    /** The same plaintext under more randomness: c·h_w^ρ. */
    public Ciphertext rerandomise(Ciphertext ciphertext, Randomness more) {
        return ciphertext.plus(encrypt(BigInteger.ZERO, more));
    }

    /**
     * Whether the ciphertext is one under this randomness, whatever it holds: c ≡ h_w^ρ mod w. Two such ciphertexts
     * differ by a power of 1 + w, whose order divides w; an element of small order, as −1, never is among them.
     */
    public boolean hasRandomness(Ciphertext ciphertext, Randomness randomness) {
        if (!ciphertext.key().equals(key)) {
            throw new IllegalArgumentException("ciphertext: under another key");
        }
        BigInteger power = signed(below.get(), randomness.value(), key.w());
        return ciphertext.value().mod(key.w()).equals(power);
    }

    /**
     * (1 + m·w)·h_w^ρ for a sum over a whole block, which may be too long for the tables; takes twice the time or more,
     * and
     * less
     * for some sums than for others.
     */
    public Ciphertext encryptSum(BigInteger message, Randomness sum) {
        BigInteger power = key.modulus().residue().modPow(sum.value(), key.square());
        return new Ciphertext(key, key.onePlus(message).multiply(power).mod(key.square()));
    }

    /**
     * Reads the ordinary key it stands on.
     *
     * @throws Malformed if that is not canonical, or its g is not w + 1
     */
    public static LightweightKey read(Reader reader) {
        PaillierKey key = PaillierKey.read(reader);
        if (!key.isSimple()) {
            throw new Malformed("paillier.simple", "is 0, must be 1 for a lightweight key");
        }
        return new LightweightKey(key);
    }

    public void write(Writer writer) {
        key.write(writer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LightweightKey that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return "Lightweight" + key;
    }

    /** h_w^exponent mod w², also for negative exponents. */
    BigInteger power(BigInteger exponent) {
        return signed(exponent.abs().bitLength() <= randomnessBits() ? fresh.get() : grown.get(), exponent,
                key.square());
    }

    private BigInteger signed(FixedBase table, BigInteger exponent, BigInteger modulus) {
        int bits = exponent.abs().bitLength();
        if (bits > randomnessBits() + PROOF_BITS) {
            throw new IllegalArgumentException(
                    "randomness: " + bits + " bits, must be at most " + (randomnessBits() + PROOF_BITS));
        }
        BigInteger power = table.power(exponent.abs());
        return exponent.signum() < 0 ? power.modInverse(modulus) : power;
    }
}
