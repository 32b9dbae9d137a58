package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.proof.Proofs.CONTEXT;
import static org.credence.crypto.proof.Proofs.ONE;
import static org.credence.crypto.proof.Proofs.RANDOM;
import static org.credence.crypto.proof.Proofs.number;
import static org.credence.crypto.proof.Proofs.refusesAll;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.commitment.Commitment;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.junit.jupiter.api.Test;

/** Proofs about commitments alone: that one is a product, that some hold amounts. */
class CommitmentProofsTest {

    private static final BigInteger LARGEST = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private static Opening opening(long value) {
        return Opening.of(number(value), RANDOM);
    }

    private static RangeProof.Statement statement(List<Opening> openings) {
        return new RangeProof.Statement(openings.stream().map(Opening::commit).toList());
    }

    private static RangeProof range(List<Opening> openings) {
        return RangeProof.prove(CONTEXT, statement(openings), openings, RANDOM);
    }

    /** What a prover without scruples makes of numbers that are no amounts. */
    private static boolean passes(List<Opening> openings) {
        return new RangeProver(CONTEXT, statement(openings), openings, RANDOM).prove()
                .proves(CONTEXT, statement(openings));
    }

    @Test
    void generatorsAreDifferentAndOfNoKnownLogarithm() {
        assertThat(Generators.BLINDING).isNotEqualTo(Point.GENERATOR);
        assertThat(List.of(RangeGenerators.U, RangeGenerators.G.get(0), RangeGenerators.H.get(0),
                RangeGenerators.G.get(511), Generators.BLINDING)).doesNotHaveDuplicates();
        // SHA-256("credence/generator/blinding" 00 0000 00) and following, found with Python's hashlib.
        assertThat(Generators.BLINDING)
                .hasToString("0289eb09eaec5803d67f80bfd729119ab911bb5f5b2d333e286fa2f78524b39080");
    }

    /** A-E4: the sum has to be the price times the number. */
    @Test
    void aProductOfCommitmentsIsProvenForWhatIsTheProduct() {
        Opening n = opening(12);
        Opening v = opening(1L << 50);
        Opening s = Opening.of(number(12).shiftLeft(50), RANDOM);
        var statement = new CommittedProductProof.Statement(n.commit(), v.commit(), s.commit());
        CommittedProductProof proof = CommittedProductProof.prove(CONTEXT, statement, n, v, s, RANDOM);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));

        Scalar e = proof.challenge();
        refusesAll(List.of(
                new CommittedProductProof(e.plus(ONE), proof.factor(), proof.ofFactor(), proof.ofProduct()),
                new CommittedProductProof(e, proof.factor().plus(ONE), proof.ofFactor(), proof.ofProduct()),
                new CommittedProductProof(e, proof.factor(), proof.ofFactor().plus(ONE), proof.ofProduct()),
                new CommittedProductProof(e, proof.factor(), proof.ofFactor(), proof.ofProduct().plus(ONE)),
                new CommittedProductProof(e, proof.factor(), proof.ofProduct(), proof.ofFactor())),
                each -> each.proves(CONTEXT, statement));
        Commitment one = opening(1).commit();
        refusesAll(List.of(
                new CommittedProductProof.Statement(n.commit().plus(one), v.commit(), s.commit()),
                new CommittedProductProof.Statement(n.commit(), v.commit().plus(one), s.commit()),
                new CommittedProductProof.Statement(n.commit(), v.commit(), s.commit().plus(one)),
                new CommittedProductProof.Statement(v.commit(), n.commit(), s.commit())),
                each -> proof.proves(CONTEXT, each));
        Opening less = s.minus(new Opening(ONE, Point.SCALARS.zero()));
        var cheap = new CommittedProductProof.Statement(n.commit(), v.commit(), less.commit());
        assertThat(proof.proves(CONTEXT, cheap)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CommittedProductProof.prove(CONTEXT, cheap, n, v, less, RANDOM));
    }

    @Test
    void amountsUpToTheLargestAreProven() {
        for (BigInteger amount : List.of(BigInteger.ZERO, BigInteger.ONE, LARGEST, number(Long.MIN_VALUE).abs())) {
            List<Opening> one = List.of(Opening.of(amount, RANDOM));
            assertThat(range(one).proves(CONTEXT, statement(one))).isTrue();
        }
        for (int count = 2; count <= 5; count++) {
            List<Opening> several = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                several.add(Opening.of(new BigInteger(64, RANDOM), RANDOM));
            }
            assertThat(range(several).proves(CONTEXT, statement(several))).isTrue();
        }
    }

    /** A-E1, A-E2, A-E5: whatever the prover does, what is no amount does not pass. */
    @Test
    void numbersOutOfRangeDoNotPass() {
        Scalar half = Point.SCALARS.of(2).inverse();
        for (BigInteger bad : List.of(number(-1), number(-5), LARGEST.add(BigInteger.ONE), BigInteger.TWO.pow(128),
                half.value(), Point.SCALARS.order().shiftRight(1))) {
            Opening wrong = Opening.of(bad, RANDOM);
            assertThat(passes(List.of(wrong))).isFalse();
            assertThat(passes(List.of(opening(7), wrong))).isFalse();
            assertThatIllegalArgumentException().isThrownBy(() -> range(List.of(wrong)));
        }
        assertThat(passes(List.of(opening(7)))).isTrue();
    }

    /** E20: many payments add up beyond the range, which their sum's commitment cannot hide. */
    @Test
    void aSumThatOutgrowsTheRangeDoesNotPass() {
        Opening payment = Opening.of(BigInteger.TWO.pow(50), RANDOM);
        Scalar payments = Point.SCALARS.of(1L << 20);
        Opening total = new Opening(payment.value().times(payments), payment.blinding().times(payments));
        assertThat(total.commit()).isEqualTo(payment.commit().times(number(1L << 20)));
        assertThat(passes(List.of(total))).isFalse();
    }

    /** E19 and E16. */
    @Test
    void anAggregateIsAboutItsCommitmentsInTheirOrder() {
        List<Opening> openings = List.of(opening(1), opening(2), opening(3));
        RangeProof proof = range(openings);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement(openings)));
        for (int i = 0; i < 2; i++) {
            List<Opening> swapped = new ArrayList<>(openings);
            Collections.swap(swapped, i, i + 1);
            assertThat(proof.proves(CONTEXT, statement(swapped))).isFalse();
        }
        assertThat(proof.proves(CONTEXT, statement(openings.subList(0, 2)))).isFalse();
        List<Opening> padded = new ArrayList<>(openings);
        padded.add(new Opening(Point.SCALARS.zero(), Point.SCALARS.zero()));
        assertThat(proof.proves(CONTEXT, statement(padded))).isFalse();
        List<Opening> other = List.of(opening(1), opening(2), opening(3));
        assertThat(proof.proves(CONTEXT, statement(other))).isFalse();
    }

    @Test
    void everyFieldOfARangeProofCounts() {
        List<Opening> openings = List.of(opening(4711));
        RangeProof p = range(openings);
        UnaryOperator<Point> moved = point -> point.plus(Point.GENERATOR);
        List<RangeProof> altered = new ArrayList<>();
        altered.add(new RangeProof(moved.apply(p.a()), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), moved.apply(p.s()), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), moved.apply(p.t1()), p.t2(), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), moved.apply(p.t2()), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT().plus(ONE), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA().plus(ONE), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product().plus(ONE),
                p.left(), p.right(), p.lastA(), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA().plus(ONE), p.lastB()));
        altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                p.left(), p.right(), p.lastA(), p.lastB().plus(ONE)));
        for (int k = 0; k < p.left().size(); k++) {
            List<Point> changed = new ArrayList<>(p.left());
            changed.set(k, moved.apply(changed.get(k)));
            altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                    changed, p.right(), p.lastA(), p.lastB()));
            changed = new ArrayList<>(p.right());
            changed.set(k, moved.apply(changed.get(k)));
            altered.add(new RangeProof(p.a(), p.s(), p.t1(), p.t2(), p.blindT(), p.blindA(), p.product(),
                    p.left(), changed, p.lastA(), p.lastB()));
        }
        refusesAll(altered, each -> each.proves(CONTEXT, statement(openings)));
        assertThat(p.proves(CONTEXT, statement(openings))).isTrue();
    }

    @Test
    void aBatchHoldsIfAndOnlyIfAllOfItDoes() {
        assertThat(new RangeBatch().proves()).isTrue();
        List<List<Opening>> all = List.of(List.of(opening(5)), List.of(opening(6), opening(7), opening(8)),
                List.of(Opening.of(LARGEST, RANDOM)));
        List<RangeProof> proofs = all.stream().map(CommitmentProofsTest::range).toList();
        for (int bad = -1; bad < all.size(); bad++) {
            RangeBatch batch = new RangeBatch();
            for (int i = 0; i < all.size(); i++) {
                RangeProof proof = proofs.get(i);
                batch.add(CONTEXT, statement(all.get(i)), i != bad ? proof : new RangeProof(proof.a(), proof.s(),
                        proof.t1(), proof.t2(), proof.blindT().plus(ONE), proof.blindA(), proof.product(),
                        proof.left(), proof.right(), proof.lastA(), proof.lastB()));
            }
            assertThat(batch.proves()).as("bad %d", bad).isEqualTo(bad < 0);
        }
    }

    @Test
    void honestProofsNeverFail() {
        for (int run = 0; run < Proofs.RUNS; run++) {
            Opening n = Opening.of(new BigInteger(32, RANDOM), RANDOM);
            Opening v = Opening.of(new BigInteger(32, RANDOM), RANDOM);
            Opening s = Opening.of(n.value().value().multiply(v.value().value()), RANDOM);
            List<Opening> openings = List.of(n, v, s).subList(0, 1 + RANDOM.nextInt(3));
            assertThat(range(openings).proves(CONTEXT, statement(openings))).isTrue();
            var product = new CommittedProductProof.Statement(n.commit(), v.commit(), s.commit());
            assertThat(CommittedProductProof.prove(CONTEXT, product, n, v, s, RANDOM).proves(CONTEXT, product))
                    .isTrue();
            Point base = Point.of(v.blinding());
            var same = new SameLogProof.Statement(Point.of(n.blinding()), base, base.times(n.blinding()));
            assertThat(SameLogProof.prove(CONTEXT, same, n.blinding(), RANDOM).proves(CONTEXT, same)).isTrue();
        }
    }

    @Test
    void oneLogarithmOfTwoPointsIsProvenAndNoOther() {
        Scalar x = Point.SCALARS.nonZero(RANDOM);
        Point base = Point.of(Point.SCALARS.nonZero(RANDOM));
        var statement = new SameLogProof.Statement(Point.of(x), base, base.times(x));
        SameLogProof proof = SameLogProof.prove(CONTEXT, statement, x, RANDOM);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));
        Proofs.refusesAll(List.of(new SameLogProof(proof.challenge().plus(ONE), proof.answer()),
                new SameLogProof(proof.challenge(), proof.answer().plus(ONE))),
                each -> each.proves(CONTEXT, statement));
        Proofs.refusesAll(List.of(new SameLogProof.Statement(Point.of(x.plus(ONE)), base, statement.image()),
                new SameLogProof.Statement(statement.key(), base, base.times(x.plus(ONE))),
                new SameLogProof.Statement(statement.key(), Point.GENERATOR, statement.image())),
                each -> proof.proves(CONTEXT, each));
        HostileBytes.tryAll(proof, SameLogProof::read, SameLogProof::write);
        for (int neutral = 0; neutral < 3; neutral++) {
            List<Point> points = new ArrayList<>(List.of(statement.key(), base, statement.image()));
            points.set(neutral, Point.NEUTRAL);
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> new SameLogProof.Statement(points.get(0), points.get(1), points.get(2)));
        }
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(range(List.of(opening(5))), RangeProof::read, RangeProof::write);
        HostileBytes.tryAll(opening(5).commit(), Commitment::read, Commitment::write);
        Opening one = opening(1);
        CommittedProductProof proof = CommittedProductProof.prove(CONTEXT,
                new CommittedProductProof.Statement(one.commit(), one.commit(), one.commit()), one, one, one, RANDOM);
        HostileBytes.tryAll(proof, CommittedProductProof::read, CommittedProductProof::write);
        assertThatIllegalArgumentException().isThrownBy(() -> new RangeProof.Statement(List.of()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new RangeProof.Statement(Collections.nCopies(RangeProof.MAX_VALUES + 1, Commitment.ZERO)));
    }
}
