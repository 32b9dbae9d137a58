package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.credence.crypto.proof.Proofs.CONTEXT;
import static org.credence.crypto.proof.Proofs.KEY;
import static org.credence.crypto.proof.Proofs.ONE;
import static org.credence.crypto.proof.Proofs.RANDOM;
import static org.credence.crypto.proof.Proofs.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.crypto.commitment.Generators;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.Randomness;
import org.credence.crypto.paillier.TestKeys;
import org.credence.crypto.proof.Proofs.Amount;
import org.junit.jupiter.api.Test;

/**
 * What every challenge is drawn from, written down a second time: an honest proof has to satisfy its equations under
 * the
 * challenge computed here. Who leaves a part of a statement out of a hash (A-E11) fails here, even where a forger would
 * need more than a test to profit from it.
 */
class ChallengesTest {

    private static final BigInteger W = KEY.key().w();
    private static final PaillierKey OTHER = KEY.key().withRandomGenerator(RANDOM);

    private final Amount a = Amount.of(12);
    private final Amount b = Amount.of(1000);
    private final Randomness rho = KEY.randomness(RANDOM);

    private static Transcript begin(String kind) {
        return Transcript.of(kind, CONTEXT).add("w", W);
    }

    private static Ciphertext zero(BigInteger randomness) {
        return KEY.encrypt(BigInteger.ZERO, Randomness.of(randomness));
    }

    private static BigInteger tooLong() {
        return BigInteger.ONE.shiftLeft(Lengths.randomnessAnswer(KEY) + 10);
    }

    private static Ciphertext underOther() {
        return OTHER.encrypt(BigInteger.ONE, RANDOM);
    }

    @Test
    void zero() {
        var statement = new ZeroProof.Statement(KEY, KEY.encrypt(BigInteger.ZERO, rho));
        ZeroProof proof = ZeroProof.prove(CONTEXT, statement, rho, RANDOM);
        BigInteger e = begin("zero").add("ciphertext", statement.ciphertext().value())
                .add("mask", proof.mask().value()).challenge("e");
        assertThat(zero(proof.answer())).isEqualTo(proof.mask().plus(statement.ciphertext().times(e)));
        assertThat(new ZeroProof(proof.mask(), tooLong()).proves(CONTEXT, statement)).isFalse();
        assertThat(new ZeroProof(underOther(), proof.answer()).proves(CONTEXT, statement)).isFalse();
    }

    @Test
    void equality() {
        Ciphertext again = KEY.rerandomise(a.ciphertext(), rho);
        var statement = new EqualityProof.Statement(KEY, again, a.ciphertext());
        ZeroProof proof = EqualityProof.prove(CONTEXT, statement, rho, RANDOM).zero();
        Ciphertext quotient = again.minus(a.ciphertext());
        BigInteger e = begin("equality").add("ciphertext", quotient.value())
                .add("one", again.value()).add("other", a.ciphertext().value())
                .add("mask", proof.mask().value()).challenge("e");
        assertThat(zero(proof.answer())).isEqualTo(proof.mask().plus(quotient.times(e)));
    }

    @Test
    void knowledge() {
        var statement = new KnowledgeProof.Statement(KEY, a.ciphertext());
        KnowledgeProof proof = KnowledgeProof.prove(CONTEXT, statement, a.value(), a.randomness(), RANDOM);
        BigInteger e = begin("knowledge").add("ciphertext", a.ciphertext().value())
                .add("mask", proof.mask().value()).challenge("e");
        assertThat(KEY.encrypt(proof.message(), Randomness.of(proof.randomness())))
                .isEqualTo(proof.mask().plus(a.ciphertext().times(e)));
        assertThat(new KnowledgeProof(proof.mask(), proof.message(), tooLong()).proves(CONTEXT, statement)).isFalse();
        assertThat(new KnowledgeProof(underOther(), proof.message(), proof.randomness()).proves(CONTEXT, statement))
                .isFalse();
    }

    private BigInteger productChallenge(ProductProof.Statement statement, Ciphertext first, Ciphertext second) {
        return begin("product").add("factor", statement.factor().value()).add("other", statement.other().value())
                .add("product", statement.product().value()).add("factor-mask", first.value())
                .add("product-mask", second.value()).challenge("e");
    }

    @Test
    void product() {
        var statement = new ProductProof.Statement(KEY, a.ciphertext(), b.ciphertext(),
                KEY.rerandomise(b.ciphertext().times(a.value()), rho));
        ProductProof proof = ProductProof.prove(CONTEXT, statement,
                new ProductProof.Witness(a.value(), a.randomness(), rho), RANDOM);
        Ciphertext first = proof.factorMask();
        Ciphertext second = proof.productMask();
        BigInteger e = productChallenge(statement, first, second);
        BigInteger z = proof.factor();
        assertThat(KEY.encrypt(z, Randomness.of(proof.ofFactor())))
                .isEqualTo(first.plus(a.ciphertext().times(e)));
        assertThat(KEY.rerandomise(b.ciphertext().times(z), Randomness.of(proof.ofProduct())))
                .isEqualTo(second.plus(statement.product().times(e)));
        Proofs.refusesAll(List.of(
                new ProductProof(first, second, z, tooLong(), proof.ofProduct()),
                new ProductProof(first, second, z, proof.ofFactor(), tooLong()),
                new ProductProof(underOther(), second, z, proof.ofFactor(), proof.ofProduct()),
                new ProductProof(first, underOther(), z, proof.ofFactor(), proof.ofProduct())),
                each -> each.proves(CONTEXT, statement));
    }

    /** All equations hold; the answer is negative because the mask was. */
    @Test
    void negativeMasksOfAProductAreRefused() {
        Amount none = Amount.of(0);
        var statement = new ProductProof.Statement(KEY, none.ciphertext(), b.ciphertext(), zero(rho.value()));
        BigInteger x = number(-5);
        Ciphertext first = KEY.encrypt(x, rho);
        Ciphertext second = KEY.rerandomise(b.ciphertext().times(x), rho);
        BigInteger e = productChallenge(statement, first, second);
        BigInteger u = rho.value().add(e.multiply(none.randomness().value()));
        BigInteger t = rho.value().add(e.multiply(rho.value()));
        assertThat(KEY.encrypt(x, Randomness.of(u))).isEqualTo(first.plus(none.ciphertext().times(e)));
        assertThat(KEY.rerandomise(b.ciphertext().times(x), Randomness.of(t)))
                .isEqualTo(second.plus(statement.product().times(e)));
        assertThat(new ProductProof(first, second, x, u, t).proves(CONTEXT, statement)).isFalse();
    }

    private static Transcript linkTranscript(LinkProof.Statement statement, Ciphertext first, Point second) {
        return begin("link").add("ciphertext", statement.ciphertext().value())
                .add("commitment", statement.commitment().point())
                .add("cipher-mask", first.value()).add("point-mask", second);
    }

    private static LinkProof.Statement link(Amount amount) {
        return new LinkProof.Statement(KEY, amount.ciphertext(), amount.opening().commit());
    }

    private static LinkProof proven(Amount amount) {
        return LinkProof.prove(CONTEXT, link(amount), amount.opening(), amount.randomness(), RANDOM);
    }

    @Test
    void link() {
        LinkProof.Statement statement = link(a);
        LinkProof proof = proven(a);
        BigInteger e = linkTranscript(statement, proof.cipherMask(), proof.pointMask()).challenge("e");
        assertThat(KEY.encrypt(proof.value(), Randomness.of(proof.randomness())))
                .isEqualTo(proof.cipherMask().plus(a.ciphertext().times(e)));
        assertThat(new Opening(Point.SCALARS.of(proof.value()), proof.blinding()).commit().point())
                .isEqualTo(proof.pointMask().plus(statement.commitment().times(e).point()));
        assertThat(new LinkProof(underOther(), proof.pointMask(), proof.value(), proof.randomness(), proof.blinding())
                .proves(CONTEXT, statement)).isFalse();
    }

    /** P§7.3 asks for 0 ≤ z₁: here all equations hold and z₁ is −5. */
    @Test
    void negativeMasksOfALinkAreRefused() {
        Amount none = Amount.of(0);
        LinkProof.Statement statement = link(none);
        BigInteger alpha = number(-5);
        Opening masks = Opening.of(alpha, RANDOM);
        Ciphertext first = KEY.encrypt(alpha, rho);
        BigInteger e = linkTranscript(statement, first, masks.commit().point()).challenge("e");
        LinkProof proof = new LinkProof(first, masks.commit().point(), alpha,
                rho.value().add(e.multiply(none.randomness().value())),
                masks.blinding().plus(Point.SCALARS.of(e).times(none.opening().blinding())));
        assertThat(KEY.encrypt(alpha, Randomness.of(proof.randomness())))
                .isEqualTo(first.plus(none.ciphertext().times(e)));
        assertThat(proof.proves(CONTEXT, statement)).isFalse();
        assertThat(new LinkBatch(KEY).add(CONTEXT, statement, proof).proves()).isFalse();
    }

    private enum Omitted {
        VALUE, RANDOMNESS, BLINDING
    }

    /** If the weights did not depend on an answer, errors could be chosen that cancel out under them. */
    @Test
    void weightsOfABatchOfLinksDependOnEveryAnswer() {
        List<Amount> amounts = List.of(a, b);
        List<LinkProof> proofs = amounts.stream().map(ChallengesTest::proven).toList();
        for (Omitted omitted : Omitted.values()) {
            Transcript all = Transcript.of("link-batch", new ProofContext(Digest.ZERO, Digest.ZERO));
            for (int i = 0; i < 2; i++) {
                LinkProof proof = proofs.get(i);
                Transcript one = linkTranscript(link(amounts.get(i)), proof.cipherMask(), proof.pointMask());
                one.challenge("e");
                all.add("bound", one.challenge("bound", Point.SCALARS));
                if (omitted != Omitted.VALUE) {
                    all.add("value", proof.value());
                }
                if (omitted != Omitted.RANDOMNESS) {
                    all.add("randomness", proof.randomness());
                }
                if (omitted != Omitted.BLINDING) {
                    all.add("blinding", proof.blinding());
                }
            }
            BigInteger first = all.challenge("weight");
            BigInteger second = all.challenge("weight");
            LinkBatch batch = new LinkBatch(KEY)
                    .add(CONTEXT, link(a), moved(proofs.get(0), omitted, second))
                    .add(CONTEXT, link(b), moved(proofs.get(1), omitted, first.negate()));
            assertThat(batch.proves()).as("%s", omitted).isFalse();
        }
    }

    private static LinkProof moved(LinkProof proof, Omitted part, BigInteger by) {
        return new LinkProof(proof.cipherMask(), proof.pointMask(),
                part == Omitted.VALUE ? proof.value().add(by) : proof.value(),
                part == Omitted.RANDOMNESS ? proof.randomness().add(by) : proof.randomness(),
                part == Omitted.BLINDING ? proof.blinding().plus(Point.SCALARS.of(by)) : proof.blinding());
    }

    @Test
    void committedProduct() {
        Opening n = a.opening();
        Opening v = b.opening();
        Opening s = Opening.of(number(12_000), RANDOM);
        var statement = new CommittedProductProof.Statement(n.commit(), v.commit(), s.commit());
        CommittedProductProof proof = CommittedProductProof.prove(CONTEXT, statement, n, v, s, RANDOM);
        Scalar minus = proof.challenge().negated();
        Point first = Point.sumOfProducts(List.of(Point.GENERATOR, Generators.BLINDING, n.commit().point()),
                List.of(proof.factor(), proof.ofFactor(), minus));
        Point second = Point.sumOfProducts(List.of(v.commit().point(), Generators.BLINDING, s.commit().point()),
                List.of(proof.factor(), proof.ofProduct(), minus));
        assertThat(Transcript.of("committed-product", CONTEXT).add("factor", n.commit().point())
                .add("other", v.commit().point()).add("product", s.commit().point())
                .add("first", first).add("second", second).challenge("e", Point.SCALARS))
                .isEqualTo(proof.challenge());
    }

    /** t̂·g + τ_x·η = δ(y, z)·g + ∑ z^{2+j}·Vⱼ + x·T₁ + x²·T₂, with δ spelt out. */
    @Test
    void range() {
        List<Opening> openings = List.of(a.opening(), b.opening());
        var statement = new RangeProof.Statement(openings.stream().map(Opening::commit).toList());
        RangeProof proof = RangeProof.prove(CONTEXT, statement, openings, RANDOM);
        Transcript transcript = Transcript.of("range", CONTEXT).add("count", 2)
                .add("commitment", a.opening().commit().point()).add("commitment", b.opening().commit().point())
                .add("a", proof.a()).add("s", proof.s());
        Scalar y = transcript.challenge("y", Point.SCALARS);
        Scalar z = transcript.challenge("z", Point.SCALARS);
        Scalar x = transcript.add("t1", proof.t1()).add("t2", proof.t2()).challenge("x", Point.SCALARS);
        Scalar powers = Point.SCALARS.zero();
        for (int i = 0; i < 128; i++) {
            powers = powers.times(y).plus(ONE);
        }
        Scalar zz = z.times(z);
        Scalar ones = Point.SCALARS.of(BigInteger.TWO.pow(64).subtract(BigInteger.ONE));
        Scalar delta = z.minus(zz).times(powers).minus(zz.times(z).times(ones)).minus(zz.times(zz).times(ones));
        Point right = Point.of(delta).plus(a.opening().commit().point().times(zz))
                .plus(b.opening().commit().point().times(zz.times(z)))
                .plus(proof.t1().times(x)).plus(proof.t2().times(x.times(x)));
        assertThat(new Opening(proof.product(), proof.blindT()).commit().point()).isEqualTo(right);
    }

    /** A prime, that of RFC 3526 §3, has all the roots: only the test for primality refuses it (A-E8). */
    @Test
    void keysThatAreOnePrimeAreRefused() {
        BigInteger prime = new BigInteger("""
                ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74
                020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f1437
                4fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7ed
                ee386bfb5a899fa5ae9f24117c4b1fe649286651ece45b3dc2007cb8a163bf05
                98da48361c55d39a69163fa8fd24cf5f83655d23dca3ad961c62f356208552bb
                9ed529077096966d670c354e4abc9804f1746c08ca18217c32905e462e36ce3b
                e39e772c180e86039b2783a2ec07a28fb5c55df06f4c52c9de2bcbf695581718
                3995497cea956ae515d2261898fa051015728e5a8aacaa68ffffffffffffffff""".replace("\n", ""), 16);
        BigInteger omega = prime.subtract(BigInteger.ONE);
        BigInteger root = BigInteger.valueOf(4).modInverse(prime.shiftRight(1));
        Transcript transcript = Transcript.of("key", CONTEXT).add("w", prime).add("omega", omega);
        List<ModulusProof.Round> rounds = new ArrayList<>();
        for (int i = 0; i < ModulusProof.ROUNDS; i++) {
            BigInteger y = transcript.challengeBelow("y", prime);
            boolean negated = ModulusProof.jacobi(y, prime) == -1;
            BigInteger residue = negated ? prime.subtract(y) : y;
            BigInteger fourth = residue.modPow(root, prime);
            assertThat(fourth.modPow(BigInteger.valueOf(4), prime)).isEqualTo(residue);
            assertThat(y.modPow(prime, prime)).isEqualTo(y);
            rounds.add(new ModulusProof.Round(negated, false, fourth, y));
        }
        assertThat(new ModulusProof(omega, rounds).proves(CONTEXT, PaillierKey.of(prime))).isFalse();
    }

    @Test
    void sameLogarithm() {
        Scalar x = Point.SCALARS.nonZero(RANDOM);
        Point base = Point.of(Point.SCALARS.nonZero(RANDOM)).plus(Point.of(ONE));
        var statement = new SameLogProof.Statement(Point.of(x), base, base.times(x));
        SameLogProof proof = SameLogProof.prove(CONTEXT, statement, x, RANDOM);
        Scalar minus = proof.challenge().negated();
        Point first = Point.of(proof.answer()).plus(statement.key().times(minus));
        Point second = base.times(proof.answer()).plus(statement.image().times(minus));
        assertThat(Transcript.of("same-log", CONTEXT).add("key", statement.key()).add("base", base)
                .add("image", statement.image()).add("first", first).add("second", second)
                .challenge("e", Point.SCALARS)).isEqualTo(proof.challenge());
    }

    @Test
    void key() {
        ModulusProof proof = ModulusProof.prove(CONTEXT, TestKeys.SECRET);
        Transcript transcript = begin("key").add("omega", proof.omega());
        for (ModulusProof.Round round : proof.rounds().subList(0, 10)) {
            assertThat(round.wth().modPow(W, W)).isEqualTo(transcript.challengeBelow("y", W));
        }
    }
}
