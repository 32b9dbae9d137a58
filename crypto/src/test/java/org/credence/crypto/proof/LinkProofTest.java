package org.credence.crypto.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.credence.crypto.proof.Proofs.CONTEXT;
import static org.credence.crypto.proof.Proofs.KEY;
import static org.credence.crypto.proof.Proofs.ONE;
import static org.credence.crypto.proof.Proofs.RANDOM;
import static org.credence.crypto.proof.Proofs.number;
import static org.credence.crypto.proof.Proofs.other;
import static org.credence.crypto.proof.Proofs.refusesAll;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.commitment.Opening;
import org.credence.crypto.group.Point;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.LightweightKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.Randomness;
import org.credence.crypto.paillier.TestKeys;
import org.credence.crypto.proof.Proofs.Amount;
import org.junit.jupiter.api.Test;

class LinkProofTest {

    private static final BigInteger W = KEY.key().w();
    private static final BigInteger Q = Point.SCALARS.order();

    private final Amount amount = Amount.of(4711);
    private final LinkProof.Statement statement = statement(amount);
    private final LinkProof proof = prove(amount);

    private static LinkProof.Statement statement(Amount amount) {
        return new LinkProof.Statement(KEY, amount.ciphertext(), amount.opening().commit());
    }

    private static LinkProof prove(Amount amount) {
        return LinkProof.prove(CONTEXT, statement(amount), amount.opening(), amount.randomness(), RANDOM);
    }

    private static LinkProof with(LinkProof proof, BigInteger value) {
        return new LinkProof(proof.cipherMask(), proof.pointMask(), value, proof.randomness(), proof.blinding());
    }

    @Test
    void itHoldsForThisStatementHereAndNothingElse() {
        Proofs.holdsOnlyHere(context -> proof.proves(context, statement));
        Amount same = Amount.of(4711);
        refusesAll(List.of(
                new LinkProof.Statement(KEY, other(amount.ciphertext()), statement.commitment()),
                new LinkProof.Statement(KEY, same.ciphertext(), statement.commitment()),
                new LinkProof.Statement(KEY, amount.ciphertext(), same.opening().commit()),
                new LinkProof.Statement(KEY, amount.ciphertext(), statement.commitment().times(number(-1)))),
                each -> proof.proves(CONTEXT, each));
    }

    @Test
    void everyFieldCounts() {
        Ciphertext a1 = proof.cipherMask();
        Point a2 = proof.pointMask();
        BigInteger z1 = proof.value();
        BigInteger z2 = proof.randomness();
        refusesAll(altered(), each -> each.proves(CONTEXT, statement));
        refusesAll(altered(), each -> new LinkBatch(KEY).add(CONTEXT, statement, each).proves());
        assertThat(new LinkProof(a1, a2, z1, z2, proof.blinding()).proves(CONTEXT, statement)).isTrue();
    }

    private List<LinkProof> altered() {
        Ciphertext a1 = proof.cipherMask();
        Point a2 = proof.pointMask();
        BigInteger z1 = proof.value();
        BigInteger z2 = proof.randomness();
        return List.of(
                new LinkProof(other(a1), a2, z1, z2, proof.blinding()),
                new LinkProof(a1, a2.plus(Point.GENERATOR), z1, z2, proof.blinding()),
                new LinkProof(a1, Point.NEUTRAL, z1, z2, proof.blinding()),
                with(proof, z1.add(BigInteger.ONE)),
                new LinkProof(a1, a2, z1, z2.add(BigInteger.ONE), proof.blinding()),
                new LinkProof(a1, a2, z1, z2.negate(), proof.blinding()),
                new LinkProof(a1, a2, z1, z2, proof.blinding().plus(ONE)));
    }

    /** E18: z₁ + w·Q satisfies both equations; only its length shows that it is no answer. */
    @Test
    void answersOutOfRangeAreRefusedThoughTheEquationsHold() {
        for (BigInteger value : List.of(proof.value().add(W.multiply(Q)), proof.value().subtract(W.multiply(Q)))) {
            LinkProof outside = with(proof, value);
            assertThat(outside.proves(CONTEXT, statement)).isFalse();
            assertThat(new LinkBatch(KEY).add(CONTEXT, statement, outside).proves()).isFalse();
        }
        LinkProof tooLong = new LinkProof(proof.cipherMask(), proof.pointMask(), proof.value(),
                BigInteger.TWO.pow(Lengths.randomnessAnswer(KEY) + 10), proof.blinding());
        assertThat(tooLong.proves(CONTEXT, statement)).isFalse();
        assertThat(new LinkBatch(KEY).add(CONTEXT, statement, tooLong).proves()).isFalse();
    }

    /** A statement about one key does not speak of a ciphertext under another. */
    @Test
    void ciphertextsUnderOtherKeysAreNoStatement() {
        Ciphertext elsewhere = KEY.key().withRandomGenerator(RANDOM).encrypt(BigInteger.ONE, RANDOM);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkProof.Statement(KEY, elsewhere, statement.commitment()));
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.hasRandomness(elsewhere, amount.randomness()));
    }

    /** A-E2: the ciphertext says −5, the commitment says Q − 5. Neither is an amount, and no link is made of them. */
    @Test
    void whatIsNoAmountIsNotLinked() {
        for (BigInteger value : List.of(number(-5), BigInteger.TWO.pow(64))) {
            Amount negative = Amount.of(value);
            assertThatIllegalArgumentException().isThrownBy(() -> prove(negative));
        }
        Amount unlike = new Amount(amount.value(), amount.randomness(), amount.ciphertext(),
                Opening.of(number(4712), RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> prove(unlike));
    }

    /** P§7.4: b/sum needs no proof of its own, for both copies were divided alike. */
    @Test
    void theDifferenceOfLinkedPairsIsLinked() {
        Amount sum = Amount.of(711);
        Opening opening = amount.opening().minus(sum.opening());
        Ciphertext ciphertext = amount.ciphertext().minus(sum.ciphertext());
        var rest = new LinkProof.Statement(KEY, ciphertext, opening.commit());
        assertThat(rest.commitment()).isEqualTo(statement.commitment().minus(sum.opening().commit()));
        var randomness = amount.randomness().minus(sum.randomness());
        assertThat(LinkProof.prove(CONTEXT, rest, opening, randomness, RANDOM).proves(CONTEXT, rest)).isTrue();
    }

    @Test
    void aBatchHoldsIfAndOnlyIfAllOfItDoes() {
        assertThat(new LinkBatch(KEY).proves()).isTrue();
        List<Amount> amounts = List.of(amount, Amount.of(0), Amount.of(-1 >>> 1), Amount.random());
        List<LinkProof> proofs = amounts.stream().map(LinkProofTest::prove).toList();
        assertThat(batch(amounts, proofs)).isTrue();
        for (int bad = 0; bad < amounts.size(); bad++) {
            List<LinkProof> spoilt = new ArrayList<>(proofs);
            spoilt.set(bad, with(proofs.get(bad), proofs.get(bad).value().add(BigInteger.ONE)));
            assertThat(batch(amounts, spoilt)).isFalse();
        }
        // Errors that would cancel out if all weights were one.
        List<LinkProof> cancelling = new ArrayList<>(proofs);
        cancelling.set(0, with(proofs.get(0), proofs.get(0).value().add(BigInteger.ONE)));
        cancelling.set(1, with(proofs.get(1), proofs.get(1).value().subtract(BigInteger.ONE)));
        assertThat(batch(amounts, cancelling)).isFalse();
        List<LinkProof> exchanged = new ArrayList<>(proofs);
        exchanged.set(0, proofs.get(1));
        exchanged.set(1, proofs.get(0));
        assertThat(batch(amounts, exchanged)).isFalse();
    }

    /**
     * Boyd and Pavlovski: an error of small order d survives its weight in one of d cases. −1 is known to everybody; an
     * element of order 3 to who knows a factor ≡ 1 mod 3. Single and batch refuse both, always; and an error of order
     * w,
     * which is the other part of the group and says that the numbers differ.
     */
    @Test
    void errorsOfSmallOrderAreRefusedByTheBatchAsByTheSingleProof() {
        BigInteger p = BigInteger.TWO.pow(1023).add(BigInteger.valueOf(7));
        p = p.add(BigInteger.valueOf(Math.floorMod(7 - p.mod(BigInteger.valueOf(12)).intValue(), 12)));
        while (!p.isProbablePrime(50)) {
            p = p.add(BigInteger.valueOf(12));
        }
        LightweightKey key = LightweightKey.of(PaillierSecret.of(p, TestKeys.P).key());
        BigInteger pp = p.multiply(p);
        BigInteger qq = TestKeys.P.multiply(TestKeys.P);
        BigInteger third = BigInteger.TWO.modPow(p.multiply(p.subtract(BigInteger.ONE)).divide(number(3)), pp);
        BigInteger cubeRoot = third.subtract(BigInteger.ONE).multiply(qq.modInverse(pp)).mod(pp).multiply(qq)
                .add(BigInteger.ONE);
        Ciphertext ofOrder3 = key.key().ciphertext(cubeRoot);
        assertThat(ofOrder3.times(number(3))).isEqualTo(key.key().zero()).isNotEqualTo(ofOrder3);
        Ciphertext ofOrder2 = key.key().ciphertext(pp.multiply(qq).subtract(BigInteger.ONE));
        Ciphertext ofOrderW = key.key().zero().plus(BigInteger.ONE);
        for (Ciphertext error : List.of(ofOrder2, ofOrder3, ofOrderW)) {
            for (int run = 0; run < 12; run++) {
                assertThatOnlyTheErrorSpoilsIt(key, error);
            }
        }
    }

    private static void assertThatOnlyTheErrorSpoilsIt(LightweightKey key, Ciphertext error) {
        Randomness rho = key.randomness(RANDOM);
        Opening opening = Opening.of(number(4711), RANDOM);
        var statement = new LinkProof.Statement(key, key.encrypt(number(4711), rho), opening.commit());
        Randomness beta = key.randomness(RANDOM);
        Opening masks = Opening.of(number(1), RANDOM);
        Ciphertext mask = key.encrypt(number(1), beta).plus(error);
        LinkProof empty = new LinkProof(mask, masks.commit().point(), number(0), number(0), masks.blinding());
        BigInteger e = empty.transcript(CONTEXT, statement).challenge("e");
        LinkProof proof = new LinkProof(mask, masks.commit().point(), e.multiply(number(4711)).add(number(1)),
                beta.plus(rho.times(e)).value(), masks.plus(opening.times(e)).blinding());
        assertThat(key.encrypt(proof.value(), Randomness.of(proof.randomness())).plus(error))
                .isEqualTo(mask.plus(statement.ciphertext().times(e)));
        assertThat(proof.proves(CONTEXT, statement)).isFalse();
        assertThat(new LinkBatch(key).add(CONTEXT, statement, proof).proves()).isFalse();
    }

    private static boolean batch(List<Amount> amounts, List<LinkProof> proofs) {
        LinkBatch batch = new LinkBatch(KEY);
        for (int i = 0; i < amounts.size(); i++) {
            batch.add(CONTEXT, statement(amounts.get(i)), proofs.get(i));
        }
        return batch.proves();
    }

    @Test
    void honestProofsNeverFail() {
        for (int run = 0; run < Proofs.RUNS; run++) {
            Amount random = Amount.random();
            assertThat(prove(random).proves(CONTEXT, statement(random))).isTrue();
        }
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(proof, r -> LinkProof.read(r, KEY), (each, w) -> each.write(w, KEY));
    }
}
