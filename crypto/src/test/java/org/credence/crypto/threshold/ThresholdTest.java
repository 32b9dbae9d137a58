package org.credence.crypto.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.credence.crypto.paillier.TestKeys.KEY;
import static org.credence.crypto.paillier.TestKeys.RANDOM;
import static org.credence.crypto.paillier.TestKeys.SECRET;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.paillier.Ciphertext;
import org.credence.crypto.paillier.PaillierKey;
import org.credence.crypto.paillier.PaillierSecret;
import org.credence.crypto.paillier.TestKeys;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.threshold.ThresholdKey.Outcome;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    private static final ProofContext CONTEXT = new ProofContext(new Digest(1, 1, 1, 1), new Digest(2, 2, 2, 2));
    private static final ThresholdKey.Dealt DEALT = ThresholdKey.deal(SECRET, 2, 3, RANDOM);
    private static final BigInteger MESSAGE = BigInteger.valueOf(123_456_789);
    private static final Ciphertext CIPHERTEXT = KEY.encrypt(MESSAGE, KEY.randomness(RANDOM));
    private static final List<PartialDecryption> PARTIALS = DEALT.shares().stream()
            .map(share -> share.decrypt(CONTEXT, DEALT.key(), CIPHERTEXT, RANDOM)).toList();

    private static Outcome combine(PartialDecryption... partials) {
        return DEALT.key().combine(CONTEXT, CIPHERTEXT, List.of(partials));
    }

    @Test
    void anyTwoOfThreeAuditorsDecryptALightweightCiphertext() {
        for (int left = 0; left < 3; left++) {
            List<PartialDecryption> two = new ArrayList<>(PARTIALS);
            two.remove(left);
            assertThat(DEALT.key().combine(CONTEXT, CIPHERTEXT, two))
                    .isEqualTo(new Outcome.Decrypted(MESSAGE, Set.of()));
        }
        assertThat(combine(PARTIALS.get(0), PARTIALS.get(0))).isEqualTo(new Outcome.Insufficient(1, 2, Set.of()));
    }

    /** As many as the other proofs' honest runs: {@code -Dproofs.runs}. */
    @Test
    void honestAnswersAreNeverRefused() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 4); run++) {
            BigInteger message = new BigInteger(2000, RANDOM);
            Ciphertext ciphertext = KEY.encrypt(message, KEY.randomness(RANDOM));
            List<PartialDecryption> two = DEALT.shares().subList(run % 2, run % 2 + 2).stream()
                    .map(share -> share.decrypt(CONTEXT, DEALT.key(), ciphertext, RANDOM)).toList();
            assertThat(DEALT.key().combine(CONTEXT, ciphertext, two))
                    .isEqualTo(new Outcome.Decrypted(message, Set.of()));
        }
    }

    @Test
    void negativeNumbersAndOtherThresholdsToo() {
        Ciphertext negative = KEY.key().encrypt(BigInteger.valueOf(-5), RANDOM);
        for (int threshold : new int[]{1, 4}) {
            ThresholdKey.Dealt dealt = ThresholdKey.deal(SECRET, threshold, 4, RANDOM);
            List<PartialDecryption> partials = dealt.shares().subList(4 - threshold, 4).stream()
                    .map(share -> share.decrypt(CONTEXT, dealt.key(), negative, RANDOM)).toList();
            assertThat(dealt.key().combine(CONTEXT, negative, partials))
                    .isEqualTo(new Outcome.Decrypted(KEY.key().w().subtract(BigInteger.valueOf(5)), Set.of()));
        }
    }

    @Test
    void aLyingAuditorIsNamedAndChangesNothing() {
        PartialDecryption good = PARTIALS.get(0);
        BigInteger one = BigInteger.ONE;
        BigInteger square = KEY.key().w().pow(2);
        for (PartialDecryption bad : List.of(
                new PartialDecryption(1, good.value().add(one), good.challenge(), good.answer()),
                new PartialDecryption(1, PARTIALS.get(1).value(), good.challenge(), good.answer()),
                new PartialDecryption(1, good.value(), good.challenge().add(one), good.answer()),
                new PartialDecryption(1, good.value(), good.challenge(), good.answer().add(one)),
                new PartialDecryption(1, good.value(), good.challenge(), good.answer().negate()),
                new PartialDecryption(1, good.value().add(square), good.challenge(), good.answer()),
                new PartialDecryption(1, square.subtract(good.value()), good.challenge(), good.answer()),
                new PartialDecryption(1, BigInteger.ZERO, good.challenge(), good.answer()),
                new PartialDecryption(1, KEY.key().w(), good.challenge(), good.answer()))) {
            assertThat(bad.proves(CONTEXT, DEALT.key(), CIPHERTEXT)).isFalse();
            assertThat(combine(bad, PARTIALS.get(1), PARTIALS.get(2)))
                    .isEqualTo(new Outcome.Decrypted(MESSAGE, Set.of(1)));
            assertThat(combine(bad, PARTIALS.get(1))).isEqualTo(new Outcome.Insufficient(1, 2, Set.of(1)));
        }
        PartialDecryption renamed = new PartialDecryption(2, good.value(), good.challenge(), good.answer());
        PartialDecryption nobody = new PartialDecryption(4, good.value(), good.challenge(), good.answer());
        assertThat(combine(renamed, nobody)).isEqualTo(new Outcome.Insufficient(0, 2, Set.of(2, 4)));
    }

    /** A part of one decryption says nothing for another ciphertext, request or chain. */
    @Test
    void aPartCannotBeMoved() {
        PartialDecryption good = PARTIALS.get(0);
        ThresholdKey key = DEALT.key();
        assertThat(good.proves(CONTEXT, key, CIPHERTEXT)).isTrue();
        assertThat(good.proves(CONTEXT, key, CIPHERTEXT.plus(BigInteger.ONE))).isFalse();
        assertThat(good.proves(new ProofContext(Digest.ZERO, CONTEXT.transaction()), key, CIPHERTEXT)).isFalse();
        assertThat(good.proves(new ProofContext(CONTEXT.chain(), Digest.ZERO), key, CIPHERTEXT)).isFalse();
        ThresholdKey higher = new ThresholdKey(key.key(), 3, key.base(), key.verifications());
        assertThat(good.proves(CONTEXT, higher, CIPHERTEXT)).isFalse();
    }

    @Test
    void keysWithoutSafePrimesAndSharesOfOtherKeysAreRefused() {
        BigInteger notSafe = BigInteger.TWO.pow(1023).add(BigInteger.TWO.pow(1022)).nextProbablePrime();
        PaillierSecret secret = PaillierSecret.of(notSafe, TestKeys.P);
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdKey.deal(secret, 2, 3, RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdKey.deal(SECRET, 4, 3, RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> ThresholdKey.deal(SECRET, 2, 17, RANDOM));
        AuditorShare other = ThresholdKey.deal(SECRET, 2, 3, RANDOM).shares().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.decrypt(CONTEXT, DEALT.key(), CIPHERTEXT, RANDOM));
    }

    /** A verification value that shares a factor with w would make any part of its auditor hold. */
    @Test
    void aVerificationValueThatIsNoUnitIsRefused() {
        ThresholdKey key = DEALT.key();
        for (BigInteger bad : List.of(key.key().w(), BigInteger.ZERO, key.square())) {
            List<BigInteger> spoilt = new ArrayList<>(key.verifications());
            spoilt.set(1, bad);
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> new ThresholdKey(key.key(), 2, key.base(), spoilt));
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> new ThresholdKey(key.key(), 2, bad, key.verifications()));
        }
    }

    @Test
    void aCiphertextUnderAnotherKeyIsRefused() {
        PaillierKey other = PaillierKey.of(TestKeys.P.multiply(TestKeys.P.nextProbablePrime()));
        Ciphertext foreign = other.ciphertext(BigInteger.TWO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEALT.shares().getFirst().decrypt(CONTEXT, DEALT.key(), foreign, RANDOM));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PARTIALS.getFirst().proves(CONTEXT, DEALT.key(), foreign));
    }

    @Test
    void sharesAreEqualIfAuditorAndValueAre() {
        List<AuditorShare> shares = DEALT.shares();
        assertThat(shares.get(0)).isNotEqualTo(shares.get(1)).isNotEqualTo(MESSAGE);
        assertThat(new AuditorShare(1, MESSAGE)).isEqualTo(new AuditorShare(1, MESSAGE))
                .isNotEqualTo(new AuditorShare(2, MESSAGE)).isNotEqualTo(new AuditorShare(1, BigInteger.ONE));
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(DEALT.key(), ThresholdKey::read, ThresholdKey::write);
        HostileBytes.tryAll(PARTIALS.get(0), r -> PartialDecryption.read(r, DEALT.key()),
                (partial, writer) -> partial.write(writer, DEALT.key()));
        HostileBytes.tryAll(DEALT.shares().get(0), AuditorShare::read, AuditorShare::write);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> new ThresholdKey(DEALT.key().key(), 0,
                DEALT.key().base(), DEALT.key().verifications()));
    }

    @Test
    void aShareIsNeitherPrintedNorUsedOnceClosed() {
        AuditorShare share = ThresholdKey.deal(SECRET, 1, 1, RANDOM).shares().getFirst();
        assertThat(share).hasToString("AuditorShare[1]");
        share.close();
        assertThatIllegalStateException().isThrownBy(() -> share.decrypt(CONTEXT, DEALT.key(), CIPHERTEXT, RANDOM));
    }
}
