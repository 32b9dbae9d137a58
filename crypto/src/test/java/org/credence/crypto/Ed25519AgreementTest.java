package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every implementation accepts exactly what the oracle accepts, on the inputs where libraries differ: keys and
 * commitments with a component of small order.
 */
class Ed25519AgreementTest {

    private static final Edwards.Point SMALL = Edwards.torsionGenerator();

    static List<Ed25519> implementations() {
        return Backends.all();
    }

    /** A signature by the secret scalar {@code a}, with chosen multiples of the small generator added to A and to R. */
    private record Crafted(byte[] key, byte[] message, byte[] signature, boolean holds) {

        static Crafted of(Half key, Half nonce, int inKey, int inR, byte[] message) {
            byte[] a = key.point.plus(SMALL.times(inKey)).encoded();
            byte[] r = nonce.point.plus(SMALL.times(inR)).encoded();
            BigInteger k = Edwards.challenge(r, a, message);
            BigInteger s = nonce.scalar.add(k.multiply(key.scalar)).mod(Edwards.L);
            // [S]B − [k]A − R leaves −(k·inKey + inR) times the generator of order eight.
            BigInteger rest = k.multiply(BigInteger.valueOf(inKey)).add(BigInteger.valueOf(inR));
            boolean holds = rest.mod(BigInteger.valueOf(8)).signum() == 0;
            return new Crafted(a, message, concat(r, Edwards.littleEndian(s)), holds);
        }

        boolean acceptedBy(Ed25519 ed25519) {
            return ed25519.verify(PublicKey.of(key), message, Signature.of(signature));
        }
    }

    /** A secret scalar and its multiple of the base point. */
    private record Half(BigInteger scalar, Edwards.Point point) {
        static Half random(Random random) {
            BigInteger scalar = new BigInteger(252, random);
            return new Half(scalar, Edwards.BASE.times(scalar));
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void everyCombinationOfSmallComponents(Ed25519 ed25519) {
        Random random = new Random(20_260_311);
        int accepted = 0;
        for (int round = 0; round < 12; round++) {
            Half key = Half.random(random);
            Half nonce = Half.random(random);
            for (int inKey = 0; inKey < 8; inKey++) {
                for (int inR = 0; inR < 8; inR++) {
                    byte[] message = randomBytes(random, round % 2 == 0 ? 32 : random.nextInt(200));
                    Crafted crafted = Crafted.of(key, nonce, inKey, inR, message);
                    assertThat(crafted.acceptedBy(ed25519))
                            .as("round %d, key + %d small, R + %d small", round, inKey, inR)
                            .isEqualTo(crafted.holds);
                    accepted += crafted.holds ? 1 : 0;
                }
            }
        }
        assertThat(accepted).as("cases that must be accepted").isBetween(40, 200);
    }

    /**
     * The control: if this fails, the crafted cases separate nothing, or Bouncy Castle no longer clears the cofactor.
     */
    @Test
    void bouncyCastleAloneWouldAcceptMore() {
        Random random = new Random(3);
        Half key = Half.random(random);
        Half nonce = Half.random(random);
        int wronglyAccepted = 0;
        for (int i = 0; i < 128; i++) {
            Crafted each = Crafted.of(key, nonce, i % 8, i / 8 % 8, randomBytes(random, 32));
            boolean bouncyCastle = org.bouncycastle.math.ec.rfc8032.Ed25519.verify(
                    each.signature, 0, each.key, 0, each.message, 0, each.message.length);
            wronglyAccepted += bouncyCastle && !each.holds ? 1 : 0;
        }
        assertThat(wronglyAccepted).isPositive();
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void agreesWithTheOracleOnCraftedAndDamagedSignatures(Ed25519 ed25519) {
        Random random = new Random(7);
        for (int round = 0; round < 24; round++) {
            Crafted crafted = Crafted.of(
                    Half.random(random), Half.random(random), random.nextInt(3) * 4 % 8, random.nextInt(8),
                    randomBytes(random, 32));
            assertThat(Edwards.accepts(crafted.key, crafted.message, crafted.signature)).isEqualTo(crafted.holds);
            byte[] damaged = crafted.signature.clone();
            damaged[random.nextInt(64)] ^= (byte) (1 << random.nextInt(8));
            assertThat(ed25519.verify(PublicKey.of(crafted.key), crafted.message, Signature.of(damaged)))
                    .isEqualTo(Edwards.accepts(crafted.key, crafted.message, damaged));
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void refusesAllEncodingsOfSmallOrderPoints(Ed25519 ed25519) {
        for (int multiple = 0; multiple < 8; multiple++) {
            byte[] small = SMALL.times(multiple).encoded();
            assertThat(VerificationRule.admitsPoint(Digest.of(small))).isFalse();
            // S = 0 and R = A = neutral would satisfy the equation for every message.
            byte[] signature = concat(small, new byte[32]);
            assertThat(ed25519.verify(PublicKey.of(small), new byte[32], Signature.of(signature)))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void refusesPointsOffTheCurveWithoutFailing(Ed25519 ed25519) {
        Random random = new Random(11);
        Crafted good = Crafted.of(Half.random(random), Half.random(random), 0, 0, new byte[32]);
        int tried = 0;
        while (tried < 40) {
            byte[] off = randomBytes(random, 32);
            if (Edwards.isOnCurve(off)) {
                continue;
            }
            tried++;
            byte[] s = Arrays.copyOfRange(good.signature, 32, 64);
            assertThat(ed25519.verify(PublicKey.of(off), good.message, Signature.of(good.signature)))
                    .isFalse();
            assertThat(ed25519.verify(PublicKey.of(good.key), good.message, Signature.of(concat(off, s))))
                    .isFalse();
        }
    }

    @Test
    void refusesEncodingsThatAreNotCanonical() {
        for (int above = 0; above < 19; above++) {
            byte[] y = Edwards.littleEndian(Edwards.P.add(BigInteger.valueOf(above)));
            assertThat(VerificationRule.admitsPoint(Digest.of(y))).as("y = p + %d", above).isFalse();
            y[31] |= (byte) 0x80;
            assertThat(VerificationRule.admitsPoint(Digest.of(y))).as("y = p + %d, sign", above).isFalse();
        }
        for (BigInteger zeroX : List.of(BigInteger.ONE, Edwards.P.subtract(BigInteger.ONE))) {
            byte[] negativeZero = Edwards.littleEndian(zeroX);
            negativeZero[31] |= (byte) 0x80;
            assertThat(VerificationRule.admitsPoint(Digest.of(negativeZero))).isFalse();
        }
        byte[] largest = Edwards.littleEndian(Edwards.P.subtract(BigInteger.TWO));
        assertThat(VerificationRule.admitsPoint(Digest.of(largest))).isTrue();
    }

    @Test
    void scalarBoundIsExact() {
        assertThat(admitsScalar(BigInteger.ZERO)).isTrue();
        assertThat(admitsScalar(Edwards.L.subtract(BigInteger.ONE))).isTrue();
        assertThat(admitsScalar(Edwards.L)).isFalse();
        assertThat(admitsScalar(Edwards.L.add(BigInteger.ONE))).isFalse();
        assertThat(admitsScalar(BigInteger.TWO.pow(256).subtract(BigInteger.ONE))).isFalse();
        assertThat(admitsScalar(BigInteger.TWO.pow(252))).isTrue();
    }

    private static boolean admitsScalar(BigInteger scalar) {
        return VerificationRule.admitsScalar(Digest.of(Edwards.littleEndian(scalar)));
    }

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] concat(byte[] head, byte[] tail) {
        byte[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
