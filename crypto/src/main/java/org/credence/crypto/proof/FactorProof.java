package org.credence.crypto.proof;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;

/**
 * Π^fac of P§7.3: w is the product of two numbers of about half its length, so a w of two primes has no small one
 * (A-E8). Theirs needs a second modulus that somebody must be trusted with; this one needs none. Both numbers are
 * written with n digits of {@value #DIGIT_BITS} bits, P(X) = ∑ pᵢ·Xⁱ and Q(X) = ∑ qᵢ·Xⁱ, and multiplied as in school
 * with carries R(X) = ∑ rᵢ·Xⁱ; with the digits W(X) of w and B = 2^{@value #DIGIT_BITS},
 *
 * <pre>
 *     P(X)·Q(X) = W(X) + (B − X)·R(X).
 * </pre>
 *
 * <p>
 * All pᵢ, qᵢ and rᵢ are committed to and proven to be below 2^64; the identity is proven at a hashed x. It then holds
 * modulo the order of the group for all X but for 70 chances in 2^256, so coefficient by coefficient, and, since no
 * coefficient reaches 2^136, over the integers. At X = B it says P(B)·Q(B) = w, and P(B), Q(B) &lt; 2^{⌈k/2⌉ + 65}:
 * both
 * are longer than k/2 − 68 bits.
 *
 * @param digits  commitments to p₀ … pₙ₋₁, q₀ … qₙ₋₁, r₀ … r₂ₙ₋₃
 * @param ranges  that they hold numbers below 2^64, {@value RangeProof#MAX_VALUES} at a time
 * @param product that P(x)·Q(x) is what it should be
 */
public record FactorProof(List<Commitment> digits, List<RangeProof> ranges, CommittedProductProof product) {

    private static final int DIGIT_BITS = 58;
    private static final BigInteger BASE = BigInteger.ONE.shiftLeft(DIGIT_BITS);

    /** Copies. */
    public FactorProof {
        digits = List.copyOf(digits);
        ranges = List.copyOf(ranges);
    }

    /** Proves that the key's modulus has two factors of half its length; about two seconds at 2,048 bits. */
    public static FactorProof prove(ProofContext context, PaillierSecret secret, SecureRandom random) {
        PaillierSecret.Factors factors = secret.reveal();
        int n = count(secret.key());
        List<BigInteger> p = digits(factors.p(), n);
        List<BigInteger> q = digits(factors.q(), n);
        List<BigInteger> numbers = new ArrayList<>(p);
        numbers.addAll(q);
        numbers.addAll(carries(p, q));
        List<Opening> openings = numbers.stream().map(each -> Opening.of(each, random)).toList();
        List<Commitment> digits = openings.stream().map(Opening::commit).toList();
        List<RangeProof> ranges = new ArrayList<>();
        for (int from = 0; from < digits.size(); from += RangeProof.MAX_VALUES) {
            ranges.add(RangeProof.prove(context, new RangeProof.Statement(chunk(digits, from)), chunk(openings, from),
                    random));
        }
        BigInteger x = point(context, secret.key(), digits);
        Opening first = at(x, openings.subList(0, n));
        Opening second = at(x, openings.subList(n, 2 * n));
        Opening rest = at(x, openings.subList(2 * n, openings.size())).times(BASE.subtract(x));
        Opening whole = new Opening(rest.value().plus(whole(secret.key(), x)), rest.blinding());
        return new FactorProof(digits, ranges, CommittedProductProof.prove(
                context, statement(secret.key(), x, digits), first, second, whole, random));
    }

    /** Whether it proves this of the key in this context; some 50 milliseconds at 2,048 bits, once per key. */
    public boolean proves(ProofContext context, PaillierKey key) {
        if (digits.size() != 4 * count(key) - 2 || ranges.size() != proofs(key)) {
            return false;
        }
        RangeBatch batch = new RangeBatch();
        for (int i = 0; i < ranges.size(); i++) {
            batch.add(context, new RangeProof.Statement(chunk(digits, i * RangeProof.MAX_VALUES)), ranges.get(i));
        }
        return batch.proves()
                && product.proves(context, statement(key, point(context, key, digits), digits));
    }

    /** That P(x)·Q(x) = W(x) + (B − x)·R(x). */
    private static CommittedProductProof.Statement statement(PaillierKey key, BigInteger x, List<Commitment> digits) {
        int n = count(key);
        Commitment carries = sum(x, digits.subList(2 * n, digits.size())).times(BASE.subtract(x));
        return new CommittedProductProof.Statement(sum(x, digits.subList(0, n)), sum(x, digits.subList(n, 2 * n)),
                carries.plus(new Commitment(Point.of(whole(key, x)))));
    }

    /** x, drawn when all digits are fixed. */
    private static BigInteger point(ProofContext context, PaillierKey key, List<Commitment> digits) {
        Transcript transcript = Transcript.of("factors", context).add("w", key.w());
        digits.forEach(each -> transcript.add("digit", each.point()));
        return transcript.challenge("x", Point.SCALARS).value();
    }

    private static Opening at(BigInteger x, List<Opening> coefficients) {
        return coefficients.reversed().stream().reduce((sum, next) -> sum.times(x).plus(next)).orElseThrow();
    }

    private static Commitment sum(BigInteger x, List<Commitment> coefficients) {
        return new Commitment(Point.sumOfProducts(coefficients.stream().map(Commitment::point).toList(),
                List.of(RangeProver.powers(Point.SCALARS.of(x), coefficients.size()))));
    }

    /** W(x): 2n − 1 digits, of which the last has all that is left. */
    private static Scalar whole(PaillierKey key, BigInteger x) {
        int last = 2 * count(key) - 2;
        BigInteger sum = key.w().shiftRight(DIGIT_BITS * last);
        for (BigInteger digit : digits(key.w(), last).reversed()) {
            sum = sum.multiply(x).add(digit).mod(Point.SCALARS.order());
        }
        return Point.SCALARS.of(sum);
    }

    private static List<BigInteger> digits(BigInteger number, int count) {
        List<BigInteger> digits = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digits.add(number.shiftRight(DIGIT_BITS * i).mod(BASE));
        }
        return digits;
    }

    /** What each column of the product hands to the next. */
    private static List<BigInteger> carries(List<BigInteger> p, List<BigInteger> q) {
        int n = p.size();
        List<BigInteger> carries = new ArrayList<>();
        BigInteger carry = BigInteger.ZERO;
        for (int column = 0; column < 2 * n - 2; column++) {
            for (int i = Math.max(0, column - n + 1); i <= Math.min(column, n - 1); i++) {
                carry = carry.add(p.get(i).multiply(q.get(column - i)));
            }
            carry = carry.shiftRight(DIGIT_BITS);
            carries.add(carry);
        }
        return carries;
    }

    /** n. */
    private static int count(PaillierKey key) {
        return Math.ceilDiv((key.bits() + 1) / 2, DIGIT_BITS);
    }

    private static int proofs(PaillierKey key) {
        return Math.ceilDiv(4 * count(key) - 2, RangeProof.MAX_VALUES);
    }

    private static <T> List<T> chunk(List<T> all, int from) {
        return all.subList(from, Math.min(all.size(), from + RangeProof.MAX_VALUES));
    }

    /**
     * Reads a proof about this key.
     *
     * @throws Malformed if it is not canonical
     */
    public static FactorProof read(Reader reader, PaillierKey key) {
        return new FactorProof(times(4 * count(key) - 2, reader, Commitment::read),
                times(proofs(key), reader, RangeProof::read), CommittedProductProof.read(reader));
    }

    public void write(Writer writer) {
        digits.forEach(each -> each.write(writer));
        ranges.forEach(each -> each.write(writer));
        product.write(writer);
    }

    private static <T> List<T> times(int count, Reader reader, Function<Reader, T> element) {
        List<T> list = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            list.add(element.apply(reader));
        }
        return list;
    }
}
