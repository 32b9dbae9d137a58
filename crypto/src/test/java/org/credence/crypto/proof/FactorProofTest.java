package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.proof.Proofs.CONTEXT;
import static org.credence.crypto.proof.Proofs.ONE;
import static org.credence.crypto.proof.Proofs.RANDOM;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.TestKeys;
import org.junit.jupiter.api.Test;

/** A-E8: a modulus with a small factor is not proven. */
class FactorProofTest {

    private static final PaillierKey KEY = TestKeys.SECRET.key();
    private static final KeyProof BOTH = KeyProof.prove(CONTEXT, TestKeys.SECRET, RANDOM);
    private static final FactorProof PROOF = BOTH.factors();
    private static final BigInteger BASE = BigInteger.ONE.shiftLeft(58);
    private static final int N = 18;

    @Test
    void itHoldsForThisKeyHereAndNothingElse() {
        Proofs.holdsOnlyHere(context -> PROOF.proves(context, KEY));
        assertThat(PROOF.proves(CONTEXT, PaillierKey.of(KEY.w().add(BigInteger.TWO)))).isFalse();
        assertThat(PROOF.proves(CONTEXT, PaillierKey.of(KEY.w().shiftLeft(200).setBit(0)))).isFalse();
    }

    @Test
    void everyFieldCounts() {
        CommittedProductProof product = PROOF.product();
        List<FactorProof> altered = new ArrayList<>();
        for (int i : new int[]{0, N - 1, N, 2 * N - 1, 2 * N, 4 * N - 3}) {
            List<Commitment> digits = new ArrayList<>(PROOF.digits());
            digits.set(i, digits.get(i).plus(new Commitment(Point.GENERATOR)));
            altered.add(new FactorProof(digits, PROOF.ranges(), product));
        }
        altered.add(new FactorProof(PROOF.digits(), PROOF.ranges().reversed(), product));
        altered.add(new FactorProof(PROOF.digits(), PROOF.ranges().subList(1, PROOF.ranges().size()), product));
        altered.add(new FactorProof(PROOF.digits().subList(0, N), PROOF.ranges(), product));
        altered.add(new FactorProof(PROOF.digits(), PROOF.ranges(), new CommittedProductProof(product.challenge(),
                product.factor().plus(ONE), product.ofFactor(), product.ofProduct())));
        Proofs.refusesAll(altered, each -> each.proves(CONTEXT, KEY));
    }

    /**
     * 3·v = w needs a digit of v that is no amount. With everything else as it should be, the equation included, only
     * the missing range proof gives the forger away.
     */
    @Test
    void aSmallFactorIsNotProven() {
        BigInteger v = KEY.w().divide(BigInteger.valueOf(3)).setBit(0);
        PaillierKey key = PaillierKey.of(v.multiply(BigInteger.valueOf(3)));
        List<BigInteger> numbers = new ArrayList<>(digits(BigInteger.valueOf(3)));
        numbers.addAll(digits(v));
        BigInteger carry = BigInteger.ZERO;
        for (int i = 0; i < 2 * N - 2; i++) {
            BigInteger column = i < N ? numbers.get(N + i).multiply(BigInteger.valueOf(3)) : BigInteger.ZERO;
            carry = carry.add(column).shiftRight(58);
            numbers.add(carry);
        }
        List<Opening> openings = numbers.stream().map(each -> Opening.of(each, RANDOM)).toList();
        List<Commitment> digits = openings.stream().map(Opening::commit).toList();
        BigInteger x = point(key, digits).value();
        Opening rest = horner(openings.subList(2 * N, 4 * N - 2), x).times(BASE.subtract(x));
        Opening whole = new Opening(rest.value().plus(whole(key, x)), rest.blinding());
        CommittedProductProof product = CommittedProductProof.prove(CONTEXT, statement(key, x, digits),
                horner(openings.subList(0, N), x), horner(openings.subList(N, 2 * N), x), whole, RANDOM);
        assertThat(product.proves(CONTEXT, statement(key, x, digits))).isTrue();

        assertThat(IntStream.range(0, numbers.size()).filter(i -> numbers.get(i).bitLength() > 64)).isNotEmpty();
        List<RangeProof> ranges = new ArrayList<>();
        for (int from = 0; from < digits.size(); from += 8) {
            int to = Math.min(digits.size(), from + 8);
            List<Opening> within = openings.subList(from, to).stream()
                    .map(each -> each.value().value().bitLength() > 64 ? Opening.of(BigInteger.ONE, RANDOM) : each)
                    .toList();
            ranges.add(
                    RangeProof.prove(CONTEXT, new RangeProof.Statement(within.stream().map(Opening::commit).toList()),
                            within, RANDOM));
        }
        assertThat(new FactorProof(digits, ranges, product).proves(CONTEXT, key)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> RangeProof.prove(CONTEXT,
                new RangeProof.Statement(digits.subList(32, 36)), openings.subList(32, 36), RANDOM));
    }

    /** What x is drawn from, and the equation, both written down a second time. */
    @Test
    void theProductIsAboutAllDigitsAtAHashedPoint() {
        BigInteger x = point(KEY, PROOF.digits()).value();
        assertThat(PROOF.product().proves(CONTEXT, statement(KEY, x, PROOF.digits()))).isTrue();
    }

    private static Scalar point(PaillierKey key, List<Commitment> digits) {
        Transcript transcript = Transcript.of("factors", CONTEXT).add("w", key.w());
        digits.forEach(each -> transcript.add("digit", each.point()));
        return transcript.challenge("x", Point.SCALARS);
    }

    private static CommittedProductProof.Statement statement(PaillierKey key, BigInteger x, List<Commitment> digits) {
        Commitment carries = sum(digits.subList(2 * N, 4 * N - 2), x);
        return new CommittedProductProof.Statement(sum(digits.subList(0, N), x), sum(digits.subList(N, 2 * N), x),
                carries.times(BASE.subtract(x)).plus(new Commitment(Point.of(whole(key, x)))));
    }

    private static Commitment sum(List<Commitment> digits, BigInteger x) {
        return digits.reversed().stream().reduce(Commitment.ZERO, (sum, next) -> sum.times(x).plus(next));
    }

    private static Opening horner(List<Opening> digits, BigInteger x) {
        Opening zero = new Opening(Point.SCALARS.zero(), Point.SCALARS.zero());
        return digits.reversed().stream().reduce(zero, (sum, next) -> sum.times(x).plus(next));
    }

    private static Scalar whole(PaillierKey key, BigInteger x) {
        Scalar sum = Point.SCALARS.of(key.w().shiftRight(58 * (2 * N - 2)));
        for (int i = 2 * N - 3; i >= 0; i--) {
            sum = sum.times(Point.SCALARS.of(x)).plus(Point.SCALARS.of(key.w().shiftRight(58 * i).mod(BASE)));
        }
        return sum;
    }

    /** The last one takes all that is left. */
    private static List<BigInteger> digits(BigInteger number) {
        List<BigInteger> digits = new ArrayList<>();
        for (int i = 0; i < N - 1; i++) {
            digits.add(number.shiftRight(58 * i).mod(BASE));
        }
        digits.add(number.shiftRight(58 * (N - 1)));
        return digits;
    }

    @Test
    void aKeyIsProvenByBothProofs() {
        Proofs.holdsOnlyHere(context -> BOTH.proves(context, KEY));
        ModulusProof elsewhere = ModulusProof.prove(new ProofContext(CONTEXT.transaction(), CONTEXT.chain()),
                TestKeys.SECRET);
        assertThat(new KeyProof(elsewhere, PROOF).proves(CONTEXT, KEY)).isFalse();
        FactorProof spoilt = new FactorProof(PROOF.digits().reversed(), PROOF.ranges(), PROOF.product());
        assertThat(new KeyProof(BOTH.modulus(), spoilt).proves(CONTEXT, KEY)).isFalse();
        byte[] bytes = HostileBytes.encode(BOTH, (proof, w) -> proof.write(w, KEY));
        KeyProof again = HostileBytes.decode(bytes, r -> KeyProof.read(r, KEY));
        assertThat(again).isEqualTo(BOTH);
    }

    @Test
    void hostileBytes() {
        byte[] bytes = HostileBytes.encode(PROOF, FactorProof::write);
        FactorProof again = HostileBytes.decode(bytes, r -> FactorProof.read(r, KEY));
        assertThat(again).isEqualTo(PROOF);
        for (int length : new int[]{0, 33, bytes.length / 2, bytes.length - 1}) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(
                    () -> HostileBytes.decode(Arrays.copyOf(bytes, length), r -> FactorProof.read(r, KEY)));
        }
        bytes[0] = 9;
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> HostileBytes.decode(bytes, r -> FactorProof.read(r, KEY)));
    }
}
