package org.credence.crypto.proof;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;

/**
 * Π^mod of P§7.3 (Canetti, Gennaro, Goldfeder, Makriyannis and Peled, CCS 2020, figure 16): w is the product of two
 * different primes, both 3 modulo 4, and prime to φ(w). With a number ω of Jacobi symbol −1, for each of
 * {@value #ROUNDS} hashed yᵢ the prover shows a w-th root zᵢ and a fourth root xᵢ of (−1)^aᵢ·ω^bᵢ·yᵢ: of a w of another
 * shape, at most half of all y have them. That no factor is small is for a {@link FactorProof} to show (A-E8).
 *
 * @param omega  ω
 * @param rounds the roots, one pair for each y
 */
public record ModulusProof(BigInteger omega, List<Round> rounds) {

    /** How often a wrong w may be caught: the error is 2^−128. */
    public static final int ROUNDS = 128;

    /**
     * The roots of one y.
     *
     * @param negated a, whether y was negated
     * @param turned  b, whether y was multiplied by ω
     * @param fourth  x
     * @param wth     z
     */
    public record Round(boolean negated, boolean turned, BigInteger fourth, BigInteger wth) {}

    /**
     * Copies and checks.
     *
     * @throws Malformed unless there are {@value #ROUNDS} rounds
     */
    public ModulusProof {
        rounds = List.copyOf(rounds);
        if (rounds.size() != ROUNDS) {
            throw new Malformed("modulus-proof.rounds", "are " + rounds.size() + ", must be " + ROUNDS);
        }
    }

    /**
     * Proves that the key has the shape of the lightweight scheme; about a second at 2,048 bits.
     *
     * @throws IllegalArgumentException if it has not
     */
    public static ModulusProof prove(ProofContext context, PaillierSecret secret) {
        if (!secret.isLightweight()) {
            throw new IllegalArgumentException("secret: has not the shape of the lightweight scheme");
        }
        BigInteger w = secret.key().w();
        PaillierSecret.Factors factors = secret.reveal();
        BigInteger omega = BigInteger.TWO;
        while (jacobi(omega, w) != -1) {
            omega = omega.add(BigInteger.ONE);
        }
        BigInteger phi = factors.p().subtract(BigInteger.ONE).multiply(factors.q().subtract(BigInteger.ONE));
        BigInteger inverse = w.modInverse(phi);
        // Among quadratic residues, whose group has the odd order φ/4, the fourth root is this power.
        BigInteger root = BigInteger.valueOf(4).modInverse(phi.shiftRight(2));
        Transcript transcript = transcript(context, secret.key(), omega);
        List<Round> rounds = new ArrayList<>(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            BigInteger y = transcript.challengeBelow("y", w);
            boolean turned = jacobi(y, w) == -1;
            BigInteger straight = turned ? y.multiply(omega).mod(w) : y;
            boolean negated = jacobi(straight, factors.p()) == -1;
            BigInteger residue = negated ? w.subtract(straight) : straight;
            rounds.add(new Round(negated, turned, residue.modPow(root, w), y.modPow(inverse, w)));
        }
        return new ModulusProof(omega, rounds);
    }

    /** Whether it proves this of the key in this context; some 0.2 seconds at 2,048 bits, to be done once per key. */
    public boolean proves(ProofContext context, PaillierKey key) {
        BigInteger w = key.w();
        if (w.isProbablePrime(ROUNDS) || omega.signum() <= 0 || omega.compareTo(w) >= 0 || jacobi(omega, w) != -1) {
            return false;
        }
        Transcript transcript = transcript(context, key, omega);
        for (Round round : rounds) {
            BigInteger y = transcript.challengeBelow("y", w);
            BigInteger turned = round.turned ? y.multiply(omega).mod(w) : y;
            BigInteger expected = round.negated ? turned.negate().mod(w) : turned;
            if (round.fourth.compareTo(w) >= 0 || round.wth.compareTo(w) >= 0
                    || !round.fourth.modPow(BigInteger.valueOf(4), w).equals(expected)
                    || !round.wth.modPow(w, w).equals(y)) {
                return false;
            }
        }
        return true;
    }

    private static Transcript transcript(ProofContext context, PaillierKey key, BigInteger omega) {
        return Transcript.of("key", context).add("w", key.w()).add("omega", omega);
    }

    /** The Jacobi symbol (a/n) of an odd n above zero (Cohen, algorithm 1.4.10). */
    static int jacobi(BigInteger a, BigInteger n) {
        BigInteger above = a.mod(n);
        BigInteger below = n;
        int symbol = 1;
        while (above.signum() != 0) {
            int twos = above.getLowestSetBit();
            above = above.shiftRight(twos);
            int eighth = below.intValue() & 7;
            if (twos % 2 == 1 && (eighth == 3 || eighth == 5)) {
                symbol = -symbol;
            }
            if ((above.intValue() & 3) == 3 && (below.intValue() & 3) == 3) {
                symbol = -symbol;
            }
            BigInteger rest = below.mod(above);
            below = above;
            above = rest;
        }
        return below.equals(BigInteger.ONE) ? symbol : 0;
    }

    /**
     * Reads a proof about this key.
     *
     * @throws Malformed if it is not canonical or a number is not below w
     */
    public static ModulusProof read(Reader reader, PaillierKey key) {
        BigInteger omega = number(reader, "modulus-proof.omega", key);
        List<Round> rounds = new ArrayList<>(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            rounds.add(new Round(reader.flag("modulus-proof.negated"), reader.flag("modulus-proof.turned"),
                    number(reader, "modulus-proof.fourth", key), number(reader, "modulus-proof.wth", key)));
        }
        return new ModulusProof(omega, rounds);
    }

    public void write(Writer writer, PaillierKey key) {
        int length = (key.bits() + 7) / 8;
        writer.raw(BigIntegers.asUnsignedByteArray(length, omega));
        for (Round round : rounds) {
            writer.u8(round.negated ? 1 : 0).u8(round.turned ? 1 : 0);
            writer.raw(BigIntegers.asUnsignedByteArray(length, round.fourth));
            writer.raw(BigIntegers.asUnsignedByteArray(length, round.wth));
        }
    }

    private static BigInteger number(Reader reader, String field, PaillierKey key) {
        BigInteger number = new BigInteger(1, reader.raw(field, (key.bits() + 7) / 8));
        if (number.compareTo(key.w()) >= 0) {
            throw new Malformed(field, "is not below w");
        }
        return number;
    }
}
