package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.proof.Proofs.CONTEXT;
import static org.credence.crypto.proof.Proofs.KEY;
import static org.credence.crypto.proof.Proofs.RANDOM;
import static org.credence.crypto.proof.Proofs.number;
import static org.credence.crypto.proof.Proofs.other;
import static org.credence.crypto.proof.Proofs.refusesAll;

import java.math.BigInteger;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.credence.base.codec.Writer;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.Randomness;
import org.credence.crypto.proof.Proofs.Amount;
import org.junit.jupiter.api.Test;

/**
 * Proofs about ciphertexts alone: that one holds zero, that two are equal, that one is known, that one is a product.
 */
class PaillierProofsTest {

    private static final BigInteger W = KEY.key().w();
    private static final BigInteger MINUS_ONE = W.multiply(W).subtract(BigInteger.ONE);

    private static Ciphertext zero(Randomness randomness) {
        return KEY.encrypt(BigInteger.ZERO, randomness);
    }

    @Test
    void zeroIsProvenAndNothingElse() {
        Randomness rho = KEY.randomness(RANDOM);
        var statement = new ZeroProof.Statement(KEY, zero(rho));
        ZeroProof proof = ZeroProof.prove(CONTEXT, statement, rho, RANDOM);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));

        refusesAll(List.of(
                new ZeroProof(other(proof.mask()), proof.answer()),
                new ZeroProof(proof.mask(), proof.answer().add(BigInteger.ONE)),
                new ZeroProof(proof.mask(), proof.answer().negate()),
                new ZeroProof(KEY.key().zero(), BigInteger.ZERO),
                new ZeroProof(KEY.key().ciphertext(MINUS_ONE.subtract(proof.mask().value()).add(BigInteger.ONE)),
                        proof.answer())),
                each -> each.proves(CONTEXT, statement));
        for (Ciphertext wrong : List.of(other(statement.ciphertext()), statement.ciphertext().times(number(2)),
                KEY.key().zero(), KEY.key().ciphertext(MINUS_ONE))) {
            assertThat(proof.proves(CONTEXT, new ZeroProof.Statement(KEY, wrong))).isFalse();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> ZeroProof.prove(CONTEXT,
                new ZeroProof.Statement(KEY, KEY.encrypt(BigInteger.ONE, rho)), rho, RANDOM));
    }

    /** A-E11: with e and z chosen first, A = h_w^z·C^−e solves the equation of any statement, but not the hash. */
    @Test
    void choosingTheChallengeFirstDoesNotHelp() {
        Ciphertext one = KEY.encrypt(BigInteger.ONE, KEY.randomness(RANDOM));
        var statement = new ZeroProof.Statement(KEY, one);
        for (int run = 0; run < 5; run++) {
            BigInteger e = new BigInteger(Transcript.CHALLENGE_BITS, RANDOM);
            BigInteger z = new BigInteger(1000, RANDOM);
            Ciphertext mask = KEY.encrypt(BigInteger.ZERO, Randomness.of(z)).minus(one.times(e));
            assertThat(new ZeroProof(mask, z).proves(CONTEXT, statement)).isFalse();
        }
    }

    /** A-E11 again: a statement made to fit a mask that was hashed without it. */
    @Test
    void choosingTheStatementLastDoesNotHelp() {
        Ciphertext mask = KEY.encrypt(number(7), KEY.randomness(RANDOM));
        BigInteger e = Transcript.of("zero", CONTEXT).add("w", W).add("mask", mask.value()).challenge("e");
        BigInteger z = new BigInteger(1000, RANDOM);
        Ciphertext statement = KEY.encrypt(BigInteger.ZERO, Randomness.of(z)).minus(mask).times(e.modInverse(W));
        assertThat(new ZeroProof(mask, z).proves(CONTEXT, new ZeroProof.Statement(KEY, statement))).isFalse();
    }

    /** A-E3: two ciphertexts of one balance differ, and their owner can still show that they are equal. */
    @Test
    void equalityIsProvenForWhatIsEqual() {
        Amount balance = Amount.of(1234);
        Randomness more = KEY.randomness(RANDOM);
        Ciphertext again = KEY.rerandomise(balance.ciphertext(), more);
        assertThat(again).isNotEqualTo(balance.ciphertext());
        var statement = new EqualityProof.Statement(KEY, again, balance.ciphertext());
        EqualityProof proof = EqualityProof.prove(CONTEXT, statement, more, RANDOM);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));

        refusesAll(List.of(
                new EqualityProof.Statement(KEY, balance.ciphertext(), again),
                new EqualityProof.Statement(KEY, other(again), balance.ciphertext()),
                new EqualityProof.Statement(KEY, again, other(balance.ciphertext())),
                // The same quotient, of two other numbers.
                new EqualityProof.Statement(KEY, other(again), other(balance.ciphertext()))),
                each -> proof.proves(CONTEXT, each));
        var unequal = new EqualityProof.Statement(KEY, other(again), balance.ciphertext());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EqualityProof.prove(CONTEXT, unequal, more, RANDOM));
        ZeroProof plain = ZeroProof.prove(CONTEXT, new ZeroProof.Statement(KEY, again.minus(balance.ciphertext())),
                more, RANDOM);
        assertThat(new EqualityProof(plain).proves(CONTEXT, statement)).isFalse();
    }

    /** A-E7: who copies a ciphertext cannot say that it is his. */
    @Test
    void knowledgeIsProvenByItsAuthorAlone() {
        for (BigInteger message : List.of(BigInteger.ZERO, number(99), W.subtract(BigInteger.ONE))) {
            Amount mine = Amount.of(message);
            var statement = new KnowledgeProof.Statement(KEY, mine.ciphertext());
            KnowledgeProof proof =
                    KnowledgeProof.prove(CONTEXT, statement, message, mine.randomness(), RANDOM);
            Proofs.holdsOnlyHere(context -> proof.proves(context, statement));
            refusesAll(List.of(
                    new KnowledgeProof(other(proof.mask()), proof.message(), proof.randomness()),
                    new KnowledgeProof(proof.mask(), proof.message().add(BigInteger.ONE), proof.randomness()),
                    new KnowledgeProof(proof.mask(), proof.message().add(W), proof.randomness()),
                    new KnowledgeProof(proof.mask(), proof.message().subtract(W), proof.randomness()),
                    new KnowledgeProof(proof.mask(), proof.message(), proof.randomness().add(BigInteger.ONE)),
                    new KnowledgeProof(proof.mask(), proof.message(), proof.randomness().negate())),
                    each -> each.proves(CONTEXT, statement));
            var copied =
                    new KnowledgeProof.Statement(KEY, KEY.rerandomise(mine.ciphertext(), Randomness.of(number(3))));
            assertThat(proof.proves(CONTEXT, copied)).isFalse();
        }
    }

    @Test
    void aProductIsProvenForWhatIsTheProduct() {
        Amount number = Amount.of(12);
        Amount price = Amount.of(1L << 40);
        Randomness rest = KEY.randomness(RANDOM);
        Ciphertext sum = KEY.rerandomise(price.ciphertext().times(number.value()), rest);
        var statement = new ProductProof.Statement(KEY, number.ciphertext(), price.ciphertext(), sum);
        var witness = new ProductProof.Witness(number.value(), number.randomness(), rest);
        ProductProof proof = ProductProof.prove(CONTEXT, statement, witness, RANDOM);
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));

        BigInteger one = BigInteger.ONE;
        Ciphertext a = proof.factorMask();
        Ciphertext b = proof.productMask();
        BigInteger z = proof.factor();
        BigInteger zu = proof.ofFactor();
        BigInteger zt = proof.ofProduct();
        refusesAll(List.of(
                new ProductProof(other(a), b, z, zu, zt),
                new ProductProof(a, other(b), z, zu, zt),
                new ProductProof(b, a, z, zu, zt),
                new ProductProof(a, b, z.add(one), zu, zt),
                new ProductProof(a, b, z.add(W), zu, zt),
                new ProductProof(a, b, z.negate(), zu, zt),
                new ProductProof(a, b, z, zu.add(one), zt),
                new ProductProof(a, b, z, zu, zt.add(one)),
                new ProductProof(a, b, z, zt, zu)), each -> each.proves(CONTEXT, statement));
        refusesAll(List.of(
                new ProductProof.Statement(KEY, other(number.ciphertext()), price.ciphertext(), sum),
                new ProductProof.Statement(KEY, number.ciphertext(), other(price.ciphertext()), sum),
                new ProductProof.Statement(KEY, number.ciphertext(), price.ciphertext(), other(sum)),
                new ProductProof.Statement(KEY, price.ciphertext(), number.ciphertext(), sum)),
                each -> proof.proves(CONTEXT, each));
        var wrong = new ProductProof.Witness(number(13), number.randomness(), rest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProductProof.prove(CONTEXT, statement, wrong, RANDOM));
    }

    /** A cheating prover answers for factor 13 where the product was made with 12: the second equation fails. */
    @Test
    void aProductWithAnotherFactorCannotBeAnswered() {
        Amount committed = Amount.of(13);
        Amount price = Amount.of(10);
        Randomness rest = KEY.randomness(RANDOM);
        Ciphertext sum = KEY.rerandomise(price.ciphertext().times(number(12)), rest);
        var honest = new ProductProof.Statement(KEY, committed.ciphertext(), price.ciphertext(),
                KEY.rerandomise(price.ciphertext().times(number(13)), rest));
        var witness = new ProductProof.Witness(number(13), committed.randomness(), rest);
        ProductProof proof = ProductProof.prove(CONTEXT, honest, witness, RANDOM);
        var false12 = new ProductProof.Statement(KEY, committed.ciphertext(), price.ciphertext(), sum);
        assertThat(proof.proves(CONTEXT, false12)).isFalse();
    }

    /** E20: randomness grows with payments; up to 2^32 it can be proven about, beyond it must be renewed. */
    @Test
    void grownRandomnessIsProvenAboutUpToItsBound() {
        Randomness fresh = KEY.randomness(RANDOM);
        Randomness grown = fresh.times(number(-(1L << 20)));
        var statement = new ZeroProof.Statement(KEY, zero(grown));
        assertThat(ZeroProof.prove(CONTEXT, statement, grown, RANDOM).proves(CONTEXT, statement)).isTrue();
        Randomness tooMuch = Randomness.of(BigInteger.TWO.pow(KEY.randomnessBits() + Randomness.GROWTH_BITS + 1));
        var tooLong = new ZeroProof.Statement(KEY, zero(tooMuch));
        assertThatIllegalArgumentException().isThrownBy(() -> ZeroProof.prove(CONTEXT, tooLong, tooMuch, RANDOM));
    }

    @Test
    void honestProofsNeverFail() {
        for (int run = 0; run < Proofs.RUNS; run++) {
            Amount a = Amount.random();
            Amount b = Amount.random();
            Randomness rho = KEY.randomness(RANDOM).minus(KEY.randomness(RANDOM));
            var zero = new ZeroProof.Statement(KEY, zero(rho));
            assertThat(ZeroProof.prove(CONTEXT, zero, rho, RANDOM).proves(CONTEXT, zero)).isTrue();
            var equal = new EqualityProof.Statement(KEY, KEY.rerandomise(a.ciphertext(), rho), a.ciphertext());
            assertThat(EqualityProof.prove(CONTEXT, equal, rho, RANDOM).proves(CONTEXT, equal)).isTrue();
            var known = new KnowledgeProof.Statement(KEY, a.ciphertext());
            assertThat(KnowledgeProof.prove(CONTEXT, known, a.value(), a.randomness(), RANDOM).proves(CONTEXT, known))
                    .isTrue();
            var product = new ProductProof.Statement(KEY, a.ciphertext(), b.ciphertext(),
                    KEY.rerandomise(b.ciphertext().times(a.value()), rho));
            var witness = new ProductProof.Witness(a.value(), a.randomness(), rho);
            assertThat(ProductProof.prove(CONTEXT, product, witness, RANDOM).proves(CONTEXT, product)).isTrue();
        }
    }

    /** A statement about one key does not speak of a ciphertext under another, wherever it stands. */
    @Test
    void ciphertextsUnderOtherKeysAreNoStatement() {
        Ciphertext own = Amount.of(1).ciphertext();
        Ciphertext other = KEY.key().withRandomGenerator(RANDOM).encrypt(BigInteger.ONE, RANDOM);
        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> new ZeroProof.Statement(KEY, other),
                () -> new KnowledgeProof.Statement(KEY, other),
                () -> new EqualityProof.Statement(KEY, other, own),
                () -> new EqualityProof.Statement(KEY, own, other),
                () -> new ProductProof.Statement(KEY, other, own, own),
                () -> new ProductProof.Statement(KEY, own, other, own),
                () -> new ProductProof.Statement(KEY, own, own, other))) {
            assertThatIllegalArgumentException().isThrownBy(each);
        }
    }

    /** w is zero a second time, −0 too, and a number of 254 bits none of 253. */
    @Test
    void numbersHaveOneEncodingEach() {
        Ciphertext own = Amount.of(1).ciphertext();
        KnowledgeProof second = new KnowledgeProof(own, W, BigInteger.ONE);
        assertThat(second.proves(CONTEXT, new KnowledgeProof.Statement(KEY, own))).isFalse();
        byte[] bytes = HostileBytes.encode(second, (proof, writer) -> proof.write(writer, KEY));
        assertThat(HostileBytes.refuses(bytes, r -> KnowledgeProof.read(r, KEY),
                (KnowledgeProof p, Writer writer) -> p.write(writer, KEY))).isTrue();
        for (int bits : new int[]{253, 256}) {
            byte[] zero = new byte[33];
            assertThat(refusesNumber(zero, bits)).isFalse();
            zero[0] = 1;
            assertThat(refusesNumber(zero, bits)).isTrue();
            byte[] longest = new byte[33];
            longest[1] = 0x20;
            assertThat(refusesNumber(longest, bits)).isEqualTo(bits == 253);
            longest[1] = 0x1f;
            assertThat(refusesNumber(longest, bits)).isFalse();
        }
    }

    private static boolean refusesNumber(byte[] bytes, int bits) {
        return HostileBytes.refuses(bytes, r -> Lengths.read(r, "number", bits),
                (BigInteger number, Writer writer) -> Lengths.write(writer, number, bits));
    }

    @Test
    void hostileBytes() {
        Amount a = Amount.of(3);
        Randomness rho = KEY.randomness(RANDOM);
        ZeroProof zero = ZeroProof.prove(CONTEXT, new ZeroProof.Statement(KEY, zero(rho)), rho, RANDOM);
        HostileBytes.tryAll(zero, r -> ZeroProof.read(r, KEY), (proof, w) -> proof.write(w, KEY));
        HostileBytes.tryAll(new EqualityProof(zero), r -> EqualityProof.read(r, KEY), (p, w) -> p.write(w, KEY));
        KnowledgeProof known = KnowledgeProof.prove(CONTEXT, new KnowledgeProof.Statement(KEY, a.ciphertext()),
                a.value(), a.randomness(), RANDOM);
        HostileBytes.tryAll(known, r -> KnowledgeProof.read(r, KEY), (proof, w) -> proof.write(w, KEY));
        var product = new ProductProof.Statement(KEY, a.ciphertext(), a.ciphertext(),
                KEY.rerandomise(a.ciphertext().times(a.value()), rho));
        ProductProof proof = ProductProof.prove(CONTEXT, product,
                new ProductProof.Witness(a.value(), a.randomness(), rho), RANDOM);
        HostileBytes.tryAll(proof, r -> ProductProof.read(r, KEY), (p, w) -> p.write(w, KEY));
    }
}
