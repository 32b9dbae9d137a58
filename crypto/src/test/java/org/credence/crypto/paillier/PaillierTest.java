package org.credence.crypto.paillier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.credence.crypto.paillier.TestKeys.KEY;
import static org.credence.crypto.paillier.TestKeys.RANDOM;
import static org.credence.crypto.paillier.TestKeys.SECRET;
import static org.credence.crypto.paillier.TestKeys.decrypt;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.crypto.HostileBytes;
import org.junit.jupiter.api.Test;

class PaillierTest {

    private static final BigInteger W = KEY.key().w();
    private static final BigInteger ODD = W.multiply(W).subtract(BigInteger.TWO);

    private static BigInteger number(long value) {
        return BigInteger.valueOf(value);
    }

    private static Ciphertext light(long message) {
        return KEY.encrypt(number(message), KEY.randomness(RANDOM));
    }

    @Test
    void aLightweightCiphertextDecryptsUnderTheOrdinaryKeyWithAndWithoutCrt() {
        for (BigInteger message : List.of(BigInteger.ZERO, BigInteger.ONE, number(-5), number(Long.MAX_VALUE),
                W.subtract(BigInteger.ONE), W.shiftRight(1), W.shiftRight(1).add(BigInteger.ONE))) {
            Ciphertext ciphertext = KEY.encrypt(message, KEY.randomness(RANDOM));
            assertThat(SECRET.decrypt(ciphertext, RANDOM).residue()).isEqualTo(message.mod(W));
            assertThat(SECRET.decryptWhole(ciphertext, RANDOM).residue()).isEqualTo(message.mod(W));
        }
    }

    /** A-E14: no two of a series are alike, all hold zero, and none can be followed past its end. */
    @Test
    void blindingFactorsHoldZeroAndAreDrawnAnewInTime() {
        BlindingFactors factors = new BlindingFactors(KEY.key().modulus());
        Set<BigInteger> seen = new HashSet<>();
        BigInteger last = BigInteger.ONE;
        for (int i = 0; i < 70; i++) {
            BigInteger factor = factors.next(RANDOM);
            assertThat(seen.add(factor)).isTrue();
            assertThat(factor.equals(last.multiply(last).mod(W.multiply(W)))).isEqualTo(i % 32 != 0);
            last = factor;
        }
        for (BigInteger factor : seen) {
            assertThat(decrypt(KEY.key().ciphertext(factor))).isZero();
        }
    }

    @Test
    void bothOrdinaryFormsDecrypt() {
        PaillierKey random = KEY.key().withRandomGenerator(RANDOM);
        assertThat(random.isSimple()).isFalse();
        assertThat(random.simple()).isEqualTo(KEY.key());
        PaillierSecret other = SECRET.forKey(random);
        for (long message : new long[]{0, 1, -7, 1L << 62}) {
            Ciphertext ciphertext = random.encrypt(number(message), RANDOM);
            assertThat(other.decrypt(ciphertext, RANDOM).signed()).isEqualTo(number(message));
            assertThat(other.decryptWhole(ciphertext, RANDOM).signed()).isEqualTo(number(message));
            assertThat(decrypt(KEY.key().encrypt(number(message), RANDOM))).isEqualTo(number(message));
        }
    }

    @Test
    void arithmeticOnCiphertextsIsArithmeticOnWhatTheyHold() {
        Ciphertext a = light(1000);
        Ciphertext b = light(58);
        assertThat(decrypt(a.plus(b))).isEqualTo(number(1058));
        assertThat(decrypt(a.minus(b))).isEqualTo(number(942));
        assertThat(decrypt(b.minus(a))).isEqualTo(number(-942));
        assertThat(decrypt(a.times(number(3)))).isEqualTo(number(3000));
        assertThat(decrypt(a.times(number(-3)))).isEqualTo(number(-3000));
        assertThat(decrypt(a.times(BigInteger.ZERO))).isEqualTo(BigInteger.ZERO);
        assertThat(decrypt(a.plus(number(-1)))).isEqualTo(number(999));
        assertThat(decrypt(KEY.key().zero().plus(b))).isEqualTo(number(58));
    }

    /** P§7.1: Enc(m1;ρ1)·Enc(m2;ρ2) = Enc(m1+m2; ρ1+ρ2), which is what lets an owner prove things about a sum. */
    @Test
    void randomnessAddsUpOverTheIntegers() {
        Randomness r1 = KEY.randomness(RANDOM);
        Randomness r2 = KEY.randomness(RANDOM);
        Ciphertext a = KEY.encrypt(number(5), r1);
        Ciphertext b = KEY.encrypt(number(7), r2);
        assertThat(a.plus(b)).isEqualTo(KEY.encrypt(number(12), r1.plus(r2)));
        assertThat(a.minus(b)).isEqualTo(KEY.encrypt(number(-2), r1.minus(r2)));
        assertThat(a.times(number(10))).isEqualTo(KEY.encrypt(number(50), r1.times(number(10))));
        assertThat(b.minus(b)).isEqualTo(KEY.encrypt(BigInteger.ZERO, Randomness.NONE)).isEqualTo(KEY.key().zero());
    }

    @Test
    void rerandomisingChangesTheCiphertextAndNotWhatItHolds() {
        Ciphertext ciphertext = light(77);
        Ciphertext other = KEY.rerandomise(ciphertext, KEY.randomness(RANDOM));
        assertThat(other).isNotEqualTo(ciphertext);
        assertThat(decrypt(other)).isEqualTo(number(77));
    }

    /** A-E2: what wraps around is not an amount, and neither is what is below zero. */
    @Test
    void onlyResiduesBelow2To64AreAmounts() {
        assertThat(SECRET.decrypt(light(0), RANDOM).amount()).contains(BigInteger.ZERO);
        BigInteger largest = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);
        Ciphertext top = KEY.encrypt(largest, KEY.randomness(RANDOM));
        assertThat(SECRET.decrypt(top, RANDOM).amount()).contains(largest);
        assertThat(SECRET.decrypt(top.plus(BigInteger.ONE), RANDOM).amount()).isEmpty();
        assertThat(SECRET.decrypt(light(-1), RANDOM).amount()).isEmpty();
        assertThat(SECRET.decrypt(light(-1), RANDOM).signed()).isEqualTo(number(-1));
    }

    /** A-E15 and E17. */
    @Test
    void valuesThatAreNoUnitsAreNoCiphertexts() {
        PaillierKey key = KEY.key();
        BigInteger square = W.multiply(W);
        for (BigInteger bad : List.of(BigInteger.ZERO, W, square, square.add(BigInteger.ONE), BigInteger.ONE.negate(),
                W.multiply(number(5)), TestKeys.P, TestKeys.Q.multiply(number(3)))) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> key.ciphertext(bad));
        }
        assertThat(key.ciphertext(square.subtract(BigInteger.ONE)).value()).isEqualTo(square.subtract(BigInteger.ONE));
    }

    @Test
    void ciphertextsOfTwoKeysDoNotMix() {
        PaillierKey other = KEY.key().withRandomGenerator(RANDOM);
        Ciphertext theirs = other.encrypt(BigInteger.ONE, RANDOM);
        assertThatIllegalArgumentException().isThrownBy(() -> light(1).plus(theirs));
        assertThatIllegalArgumentException().isThrownBy(() -> light(1).minus(theirs));
        assertThatIllegalArgumentException().isThrownBy(() -> SECRET.decrypt(theirs, RANDOM));
        assertThatIllegalArgumentException().isThrownBy(() -> SECRET.decryptWhole(theirs, RANDOM));
    }

    @Test
    void messagesAndRandomnessOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.encrypt(W, Randomness.NONE));
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.encrypt(W.negate(), Randomness.NONE));
        Randomness tooLong = new Randomness(BigInteger.TWO.pow(KEY.randomnessBits() + 300));
        assertThatIllegalArgumentException().isThrownBy(() -> KEY.encrypt(BigInteger.ONE, tooLong));
    }

    @Test
    void moduliOutOfRangeAreRefused() {
        for (BigInteger bad : List.of(BigInteger.ZERO, W.negate(), W.add(BigInteger.ONE), W.shiftRight(2),
                BigInteger.TWO.pow(4096).add(BigInteger.ONE))) {
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> PaillierKey.of(bad));
        }
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> PaillierSecret.of(TestKeys.P, TestKeys.P));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> PaillierSecret.of(TestKeys.P, TestKeys.Q.add(BigInteger.TWO)));
        assertThatIllegalArgumentException().isThrownBy(() -> PaillierSecret.generate(2047, RANDOM));
    }

    @Test
    void aNewKeyHasTheShapeOfTheLightweightScheme() {
        try (PaillierSecret secret = PaillierSecret.generate(2048, RANDOM)) {
            assertThat(secret.key().bits()).isEqualTo(2048);
            assertThat(secret.isLightweight()).isTrue();
            LightweightKey key = LightweightKey.of(secret.key());
            Ciphertext ciphertext = key.encrypt(number(-3), key.randomness(RANDOM));
            assertThat(secret.decrypt(ciphertext, RANDOM).signed()).isEqualTo(number(-3));
        }
        assertThat(PaillierSecret.generateOrdinary(2048, RANDOM).key().bits()).isEqualTo(2048);
    }

    /** h_w follows from w alone: another implementation of P§7.3 must get this number. */
    @Test
    void theBaseOfTheLightweightSchemeIsFixedByTheModulus() {
        assertThat(KEY.power(BigInteger.ONE).mod(BigInteger.TWO.pow(128)).toString(16))
                .isEqualTo("155184f689b4c77737cc8fd95f233062");
        assertThat(SECRET.decrypt(KEY.key().ciphertext(KEY.power(BigInteger.ONE)), RANDOM).residue()).isZero();
    }

    @Test
    void productsAndPowersAgreeWithBigInteger() {
        for (BigInteger modulus : List.of(W, W.multiply(W), number(3), BigInteger.TWO.pow(128).subtract(number(159)),
                BigInteger.TWO.pow(64).add(BigInteger.ONE), ODD)) {
            Montgomery field = new Montgomery(modulus);
            for (int run = 0; run < 50; run++) {
                BigInteger x = run == 0 ? modulus.subtract(BigInteger.ONE) : new BigInteger(5000, RANDOM).mod(modulus);
                BigInteger y = run < 2 ? modulus.subtract(BigInteger.ONE) : new BigInteger(5000, RANDOM).mod(modulus);
                assertThat(field.leave(field.enter(x))).isEqualTo(x);
                assertThat(field.leave(field.multiply(field.enter(x), field.enter(y))))
                        .isEqualTo(x.multiply(y).mod(modulus));
            }
        }
        BigInteger square = W.multiply(W);
        BigInteger base = new BigInteger(4000, RANDOM);
        for (int bits : new int[]{1, 63, 64, 65, 1000}) {
            FixedBase powers = new FixedBase(base, new Montgomery(square), bits);
            BigInteger most = BigInteger.TWO.pow(bits).subtract(BigInteger.ONE);
            for (BigInteger exponent : List.of(BigInteger.ZERO, BigInteger.ONE, most, new BigInteger(bits, RANDOM))) {
                assertThat(powers.power(exponent)).isEqualTo(base.modPow(exponent, square));
            }
            BigInteger tooLong = most.add(BigInteger.ONE);
            assertThatIllegalArgumentException().isThrownBy(() -> powers.power(tooLong));
        }
        BigInteger signed = KEY.randomness(RANDOM).value().negate();
        assertThat(KEY.power(signed)).isEqualTo(KEY.power(BigInteger.ONE).modPow(signed, square));
    }

    @Test
    void hostileKeysAndCiphertexts() {
        HostileBytes.tryAll(KEY, LightweightKey::read, LightweightKey::write);
        PaillierKey random = KEY.key().withRandomGenerator(RANDOM);
        assertThat(HostileBytes.decode(HostileBytes.encode(random, PaillierKey::write), PaillierKey::read))
                .isEqualTo(random);
        HostileBytes.tryAll(light(5), KEY.key()::readCiphertext, Ciphertext::write);
        byte[] ordinary = HostileBytes.encode(random, PaillierKey::write);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> LightweightKey.read(new Reader(ordinary)));
    }

    @Test
    void theSecretComesBackFromItsBytesAndNoOtherBytesAreOne() {
        byte[] bytes = HostileBytes.encode(SECRET, PaillierSecret::write);
        try (PaillierSecret again = HostileBytes.decode(bytes, PaillierSecret::read)) {
            assertThat(again.decrypt(light(9), RANDOM).signed()).isEqualTo(number(9));
        }
        for (int i = 0; i < bytes.length; i += 11) {
            byte[] altered = bytes.clone();
            altered[i] ^= 2;
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> HostileBytes.decode(altered, PaillierSecret::read));
        }
    }

    @Test
    void secretsAreNotPrintedAndNotUsedOnceClosed() {
        PaillierSecret secret = PaillierSecret.of(TestKeys.P, TestKeys.Q);
        assertThat(secret.toString()).doesNotContain("c90fdaa2").doesNotContain(TestKeys.P.toString().substring(0, 20));
        assertThat(new Randomness(number(987654321)).toString()).doesNotContain("987654321");
        assertThat(secret.decrypt(light(987654321), RANDOM).toString()).doesNotContain("987654321");
        secret.close();
        assertThatIllegalStateException().isThrownBy(() -> secret.decrypt(light(1), RANDOM));
        assertThatIllegalStateException().isThrownBy(() -> secret.decryptWhole(light(1), RANDOM));
        assertThatIllegalStateException().isThrownBy(secret::isLightweight);
    }
}
