package org.credence.crypto.paillier;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.jspecify.annotations.Nullable;

/**
 * The factors of a modulus. Decrypts by the Chinese remainder theorem: m mod p = L_p(c^{p−1} mod p²)·h_p, the same for
 * q,
 * with L_p(x) = (x − 1)/p and h_p = L_p(g^{p−1} mod p²)⁻¹ mod p. Closing it drops the factors.
 */
public final class PaillierSecret implements AutoCloseable {

    private final PaillierKey key;
    private final BlindingFactors blinding;
    private @Nullable Halves halves;

    private PaillierSecret(PaillierKey key, BigInteger p, BigInteger q) {
        this.key = key;
        this.halves = new Halves(Half.of(p, key.generator()), Half.of(q, key.generator()), q.modInverse(p),
                Lazy.of(() -> Whole.of(key, p, q)));
        this.blinding = new BlindingFactors(key.modulus());
    }

    /** One prime factor r with r² and h_r. */
    private record Half(BigInteger prime, BigInteger square, BigInteger inverse) {

        static Half of(BigInteger prime, BigInteger generator) {
            BigInteger square = prime.multiply(prime);
            BigInteger l = l(generator.modPow(prime.subtract(BigInteger.ONE), square), prime);
            return new Half(prime, square, l.modInverse(prime));
        }

        static BigInteger l(BigInteger x, BigInteger prime) {
            return x.subtract(BigInteger.ONE).divide(prime);
        }

        BigInteger residue(BigInteger ciphertext) {
            BigInteger power = ciphertext.mod(square).modPow(prime.subtract(BigInteger.ONE), square);
            return l(power, prime).multiply(inverse).mod(prime);
        }

        @Override
        public String toString() {
            return "Half";
        }
    }

    /** δ = lcm(p − 1, q − 1) and L(g^δ)⁻¹ mod w, which only {@link #decryptWhole} needs. */
    private record Whole(BigInteger delta, BigInteger inverse) {

        static Whole of(PaillierKey key, BigInteger p, BigInteger q) {
            BigInteger lessP = p.subtract(BigInteger.ONE);
            BigInteger lessQ = q.subtract(BigInteger.ONE);
            BigInteger delta = lessP.multiply(lessQ).divide(lessP.gcd(lessQ));
            BigInteger l = Half.l(key.generator().modPow(delta, key.square()), key.w());
            return new Whole(delta, l.modInverse(key.w()));
        }

        @Override
        public String toString() {
            return "Whole";
        }
    }

    /** Both factors, q⁻¹ mod p, and what goes without them. */
    private record Halves(Half p, Half q, BigInteger inverse, Supplier<Whole> whole) {

        /** Another thread takes one of the two if it is free; if not, this one computes both. */
        BigInteger residue(BigInteger ciphertext) {
            ForkJoinTask<BigInteger> other = ForkJoinTask.adapt(() -> p.residue(ciphertext)).fork();
            BigInteger modQ = q.residue(ciphertext);
            BigInteger modP = other.join();
            return modQ.add(modP.subtract(modQ).multiply(inverse).mod(p.prime).multiply(q.prime));
        }

        @Override
        public String toString() {
            return "Halves";
        }
    }

    /** p and q, for proofs about the key and for sharing it out. Prints nothing. */
    public record Factors(BigInteger p, BigInteger q) {
        @Override
        public String toString() {
            return "Factors";
        }
    }

    /**
     * A new key of the shape the lightweight scheme needs: p ≡ q ≡ 3 mod 4, gcd(p − 1, q − 1) = 2, both of
     * {@code bits}/2
     * bits and w prime to (p − 1)(q − 1).
     *
     * @param bits   2048, 3072 or 4096
     * @param random a cryptographic generator
     */
    public static PaillierSecret generate(int bits, SecureRandom random) {
        requireLength(bits);
        BigInteger p;
        BigInteger q;
        do {
            p = Primes.blum(bits / 2, random);
            q = Primes.blum(bits / 2, random);
        } while (!areFarApart(p, q) || !isLightweight(p, q));
        return of(p, q);
    }

    /**
     * A new key for the ordinary scheme only: any two primes of {@code bits}/2 bits.
     *
     * @param bits 2048, 3072 or 4096
     */
    public static PaillierSecret generateOrdinary(int bits, SecureRandom random) {
        requireLength(bits);
        BigInteger p;
        BigInteger q;
        do {
            p = Primes.any(bits / 2, random);
            q = Primes.any(bits / 2, random);
        } while (!areFarApart(p, q));
        return of(p, q);
    }

    /**
     * The key with these factors.
     *
     * @throws Malformed unless they are different primes of one length and w is in range
     */
    public static PaillierSecret of(BigInteger p, BigInteger q) {
        if (p.signum() <= 0 || q.signum() <= 0 || p.bitLength() != q.bitLength() || p.equals(q)
                || p.bitLength() > PaillierKey.MAX_BITS / 2) {
            throw new Malformed("paillier.factors", "must be two different ones of one length");
        }
        if (!Primes.isPrime(p) || !Primes.isPrime(q)) {
            throw new Malformed("paillier.factors", "are not prime");
        }
        return new PaillierSecret(PaillierKey.of(p.multiply(q)), p, q);
    }

    /** The same factors for a key with another g. */
    public PaillierSecret forKey(PaillierKey other) {
        if (!other.w().equals(key.w())) {
            throw new IllegalArgumentException("key: has another modulus");
        }
        return new PaillierSecret(other, p().prime, q().prime);
    }

    /** The public key. */
    public PaillierKey key() {
        return key;
    }

    /** The factors, for one computation. */
    public Factors reveal() {
        return new Factors(p().prime, q().prime);
    }

    /** Whether the factors have the shape that the lightweight scheme needs. */
    public boolean isLightweight() {
        return isLightweight(p().prime, q().prime);
    }

    /**
     * What the ciphertext holds. Uses a second processor if one is idle, through the common pool.
     *
     * @param random for blinding; a cryptographic generator
     * @throws IllegalArgumentException if it is under another key
     */
    public Plaintext decrypt(Ciphertext ciphertext, SecureRandom random) {
        return new Plaintext(halves().residue(blinded(ciphertext, random)), key.w());
    }

    /**
     * The same modulo w² in one piece, m = L(c^δ)·L(g^δ)⁻¹ mod w with δ = lcm(p − 1, q − 1), also with everything that
     * does not depend on c computed beforehand: some four times slower, and here to compare with (P§11.3).
     */
    public Plaintext decryptWhole(Ciphertext ciphertext, SecureRandom random) {
        Whole whole = halves().whole.get();
        BigInteger power = blinded(ciphertext, random).modPow(whole.delta, key.square());
        return new Plaintext(Half.l(power, key.w()).multiply(whole.inverse).mod(key.w()), key.w());
    }

    /**
     * Reads two factors of one length.
     *
     * @throws Malformed if they are not canonical, or no key
     */
    public static PaillierSecret read(Reader reader) {
        byte[] first = reader.bytes("paillier.p", PaillierKey.MAX_BITS / 16);
        byte[] second = reader.raw("paillier.q", first.length);
        PaillierSecret secret = of(new BigInteger(1, first), new BigInteger(1, second));
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        if ((secret.p().prime.bitLength() + 7) / 8 != first.length) {
            throw new Malformed("paillier.p", "starts with a zero byte");
        }
        return secret;
    }

    /** Writes the factors in clear; the caller zeroes the bytes. A random g is not written. */
    public void write(Writer writer) {
        byte[] first = BigIntegers.asUnsignedByteArray(p().prime);
        byte[] second = BigIntegers.asUnsignedByteArray(first.length, q().prime);
        writer.bytes(first).raw(second);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
    }

    /** Drops the factors; later requests fail with {@link IllegalStateException}. */
    @Override
    public synchronized void close() {
        halves = null;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaillierSecret that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    /** Names the public key only. */
    @Override
    public String toString() {
        return "PaillierSecret[of " + key + "]";
    }

    private Half p() {
        return halves().p;
    }

    private Half q() {
        return halves().q;
    }

    private synchronized Halves halves() {
        Halves open = halves;
        if (open == null) {
            throw new IllegalStateException("secret of " + key + " is closed");
        }
        return open;
    }

    /** c·h_w^t: holds the same, and what is exponentiated is no number an observer chose (A-E14). */
    private BigInteger blinded(Ciphertext ciphertext, SecureRandom random) {
        if (!ciphertext.key().equals(key)) {
            throw new IllegalArgumentException("ciphertext: under another key");
        }
        return ciphertext.value().multiply(blinding.next(random)).mod(key.square());
    }

    private static boolean isLightweight(BigInteger p, BigInteger q) {
        BigInteger lessP = p.subtract(BigInteger.ONE);
        BigInteger lessQ = q.subtract(BigInteger.ONE);
        return p.testBit(1) && q.testBit(1) && lessP.gcd(lessQ).equals(BigInteger.TWO)
                && p.multiply(q).gcd(lessP.multiply(lessQ)).equals(BigInteger.ONE);
    }

    /** As FIPS 186-5 §A.1.3 asks: no search near the square root finds them. */
    private static boolean areFarApart(BigInteger p, BigInteger q) {
        return p.subtract(q).abs().bitLength() > p.bitLength() - 100;
    }

    private static void requireLength(int bits) {
        if (bits != 2048 && bits != 3072 && bits != 4096) {
            throw new IllegalArgumentException("bits: " + bits + ", must be 2048, 3072 or 4096");
        }
    }
}
