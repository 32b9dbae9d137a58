package org.credence.crypto.threshold;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.proof.ProofContext;

/**
 * The public part of a shared key: whom to encrypt to, and how to check each auditor's word. With N auditors and
 * Δ = N!, auditor i holds sᵢ = f(i), f of degree threshold − 1 over Z_{w·p′q′} with f(0) ≡ 0 mod p′q′ and ≡ 1 mod w;
 * vᵢ = v^{Δ·sᵢ} for a random square v.
 *
 * @param key           the ordinary key, g = w + 1
 * @param threshold     how many auditors suffice
 * @param base          v
 * @param verifications vᵢ, those of auditor 1 first
 */
public record ThresholdKey(PaillierKey key, int threshold, BigInteger base, List<BigInteger> verifications) {

    /** Most auditors: Δ grows with their factorial. */
    public static final int MAX_AUDITORS = 16;

    /**
     * Copies and checks.
     *
     * @throws Malformed if g is not w + 1, the threshold is out of range, or a number is no unit modulo w²
     */
    public ThresholdKey {
        verifications = List.copyOf(verifications);
        if (!key.isSimple()) {
            throw new Malformed("threshold.key", "has a g that is not w + 1");
        }
        if (verifications.isEmpty() || verifications.size() > MAX_AUDITORS) {
            throw new Malformed("threshold.verifications",
                    "are " + verifications.size() + ", must be 1 to " + MAX_AUDITORS);
        }
        if (threshold < 1 || threshold > verifications.size()) {
            throw new Malformed("threshold", "is " + threshold + ", must be 1 to " + verifications.size());
        }
        key.ciphertext(base);
        verifications.forEach(key::ciphertext);
    }

    /** What a dealer makes: the part for all and, for each auditor alone, a share. */
    public record Dealt(ThresholdKey key, List<AuditorShare> shares) {

        /** Copies. */
        public Dealt {
            shares = List.copyOf(shares);
        }
    }

    /** What an attempt to decrypt together came to. */
    public sealed interface Outcome {

        /** Auditors whose proof does not hold. */
        Set<Integer> liars();

        /** Enough were good: the residue modulo w. */
        record Decrypted(BigInteger residue, Set<Integer> liars) implements Outcome {

            /** Prints nothing of the residue. */
            @Override
            public String toString() {
                return "Decrypted[liars=" + liars + "]";
            }
        }

        /** Too few were good: {@code have} of {@code need} distinct ones. */
        record Insufficient(int have, int need, Set<Integer> liars) implements Outcome {}
    }

    /**
     * Shares out a key. The dealer closes the secret afterwards.
     *
     * @param secret    with safe primes p = 2p′ + 1 and q = 2q′ + 1
     * @param threshold 1 to {@code auditors}
     * @param auditors  1 to {@value #MAX_AUDITORS}
     * @param random    a cryptographic generator
     * @throws IllegalArgumentException if the primes are not safe or a number is out of range
     */
    public static Dealt deal(PaillierSecret secret, int threshold, int auditors, SecureRandom random) {
        if (auditors < 1 || auditors > MAX_AUDITORS || threshold < 1 || threshold > auditors) {
            throw new IllegalArgumentException("threshold: " + threshold + " of " + auditors + ", must be 1 of 1 to "
                    + MAX_AUDITORS + " of " + MAX_AUDITORS);
        }
        PaillierKey key = secret.key().simple();
        BigInteger m = halves(secret.reveal());
        BigInteger modulus = key.w().multiply(m);
        // d ≡ 0 mod m and ≡ 1 mod w, by the Chinese remainder theorem.
        BigInteger d = m.multiply(m.modInverse(key.w()));
        List<BigInteger> coefficients = new ArrayList<>(List.of(d));
        for (int i = 1; i < threshold; i++) {
            coefficients.add(below(modulus, random));
        }
        BigInteger square = key.w().multiply(key.w());
        BigInteger base = below(square, random).modPow(BigInteger.TWO, square);
        List<AuditorShare> shares = new ArrayList<>();
        List<BigInteger> verifications = new ArrayList<>();
        for (int i = 1; i <= auditors; i++) {
            BigInteger value = at(coefficients, i, modulus);
            shares.add(new AuditorShare(i, value));
            verifications.add(base.modPow(factorial(auditors).multiply(value), square));
        }
        return new Dealt(new ThresholdKey(key, threshold, base, verifications), shares);
    }

    /** N, how many auditors hold a share. */
    public int auditors() {
        return verifications.size();
    }

    /**
     * m = L(∏ cᵢ^{2λᵢ})·(4Δ²)⁻¹ mod w over any {@link #threshold} partial decryptions whose proofs hold, with
     * λᵢ = Δ·∏ j/(j − i); the others are left out and their auditors named.
     */
    public Outcome combine(ProofContext context, Ciphertext ciphertext, List<PartialDecryption> offered) {
        TreeMap<Integer, PartialDecryption> good = new TreeMap<>();
        Set<Integer> liars = new TreeSet<>();
        for (PartialDecryption partial : offered) {
            if (!partial.proves(context, this, ciphertext)) {
                liars.add(partial.auditor());
            } else if (good.size() < threshold) {
                good.putIfAbsent(partial.auditor(), partial);
            }
        }
        if (good.size() < threshold) {
            return new Outcome.Insufficient(good.size(), threshold, liars);
        }
        BigInteger square = square();
        BigInteger product = BigInteger.ONE;
        for (PartialDecryption partial : good.values()) {
            BigInteger lambda = lagrange(partial.auditor(), good.navigableKeySet());
            product = product.multiply(partial.value().modPow(lambda.shiftLeft(1), square)).mod(square);
        }
        BigInteger l = product.subtract(BigInteger.ONE).divide(key.w());
        BigInteger factor = delta().multiply(delta()).shiftLeft(2);
        return new Outcome.Decrypted(l.multiply(factor.modInverse(key.w())).mod(key.w()), liars);
    }

    /** vᵢ; empty if there is no such auditor. */
    Optional<BigInteger> verification(int auditor) {
        return auditor < 1 || auditor > auditors() ? Optional.empty() : Optional.of(verifications.get(auditor - 1));
    }

    /** Δ. */
    BigInteger delta() {
        return factorial(auditors());
    }

    BigInteger square() {
        return key.w().multiply(key.w());
    }

    /** Longest Δ·sᵢ in bits. */
    int exponentBits() {
        return 2 * key.bits() + delta().bitLength();
    }

    /** λᵢ, an integer because Δ contains every denominator. */
    private BigInteger lagrange(int index, Set<Integer> indices) {
        BigInteger above = delta();
        BigInteger below = BigInteger.ONE;
        for (int other : indices) {
            if (other != index) {
                above = above.multiply(BigInteger.valueOf(other));
                below = below.multiply(BigInteger.valueOf((long) other - index));
            }
        }
        return above.divide(below);
    }

    /** p′·q′. */
    private static BigInteger halves(PaillierSecret.Factors factors) {
        BigInteger p = factors.p().shiftRight(1);
        BigInteger q = factors.q().shiftRight(1);
        if (!p.isProbablePrime(100) || !q.isProbablePrime(100)) {
            throw new IllegalArgumentException("secret: its primes are not safe");
        }
        return p.multiply(q);
    }

    private static BigInteger at(List<BigInteger> coefficients, int index, BigInteger modulus) {
        BigInteger value = BigInteger.ZERO;
        for (BigInteger coefficient : coefficients.reversed()) {
            value = value.multiply(BigInteger.valueOf(index)).add(coefficient).mod(modulus);
        }
        return value;
    }

    private static BigInteger below(BigInteger bound, SecureRandom random) {
        return BigIntegers.createRandomInRange(BigInteger.ONE, bound.subtract(BigInteger.ONE), random);
    }

    private static BigInteger factorial(int number) {
        BigInteger product = BigInteger.ONE;
        for (int i = 2; i <= number; i++) {
            product = product.multiply(BigInteger.valueOf(i));
        }
        return product;
    }

    /**
     * Reads a key.
     *
     * @throws Malformed if it is not canonical or out of range
     */
    public static ThresholdKey read(Reader reader) {
        PaillierKey key = PaillierKey.read(reader);
        int threshold = reader.u8("threshold");
        BigInteger base = key.readCiphertext(reader).value();
        return new ThresholdKey(key, threshold, base,
                reader.list("threshold.verifications", MAX_AUDITORS, each -> key.readCiphertext(each).value()));
    }

    public void write(Writer writer) {
        key.write(writer);
        writer.u8(threshold);
        key.ciphertext(base).write(writer);
        writer.list(verifications, (each, to) -> key.ciphertext(each).write(to));
    }
}
