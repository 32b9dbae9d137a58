package org.credence.crypto.vrf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.credence.base.codec.Malformed;
import org.credence.crypto.Edwards;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.Vectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class VrfTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] ALPHA = "seed of term 7".getBytes(StandardCharsets.US_ASCII);

    /** RFC 9381 appendix B.3, examples 16 and 17. */
    @Test
    void examplesOfTheRfc() {
        int examples = 0;
        for (JsonNode each : Vectors.read("ecvrf_rfc9381.json.gz").get("examples")) {
            if (!each.get("suite").asString().equals("ECVRF-EDWARDS25519-SHA512-TAI")) {
                continue;
            }
            VrfSecret secret = VrfSecret.fromSeed(bytes(each, "SK"));
            byte[] alpha = bytes(each, "alpha");
            VrfSecret.Evaluation evaluation = secret.evaluate(alpha);

            assertThat(secret.key().toBytes()).isEqualTo(bytes(each, "PK"));
            assertThat(VrfSuite.encodeToCurve(secret.key(), alpha).encode()).isEqualTo(bytes(each, "H"));
            assertThat(evaluation.proof().toBytes()).isEqualTo(bytes(each, "pi"));
            assertThat(evaluation.output().toBytes()).isEqualTo(bytes(each, "beta"));
            assertThat(VrfKey.decode(bytes(each, "PK")).verify(alpha, VrfProof.decode(bytes(each, "pi"))))
                    .contains(evaluation.output());
            examples++;
        }
        assertThat(examples).isEqualTo(2);
    }

    /** As many as the other proofs' honest runs: {@code -Dproofs.runs}. */
    @Test
    void honestProofsNeverFail() {
        for (int run = 0; run < Integer.getInteger("proofs.runs", 10); run++) {
            VrfSecret secret = VrfSecret.generate(RANDOM);
            byte[] alpha = new byte[run % 100];
            RANDOM.nextBytes(alpha);
            VrfSecret.Evaluation evaluation = secret.evaluate(alpha);
            assertThat(secret.key().verify(alpha, evaluation.proof())).contains(evaluation.output());
        }
    }

    /** RFC 9381 appendix B.3, which the file leaves out. */
    @Test
    void example18OfTheRfc() {
        VrfSecret secret = VrfSecret.fromSeed(
                HexFormat.of().parseHex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7"));
        VrfSecret.Evaluation evaluation = secret.evaluate(HexFormat.of().parseHex("af82"));
        assertThat(evaluation.proof())
                .hasToString("9bc0f79119cc5604bf02d23b4caede71393cedfbb191434dd016d30177ccbf80"
                        + "96bb474e53895c362d8628ee9f9ea3c0e52c7a5c691b6c18c9979866568add7a"
                        + "2d41b00b05081ed0f58ee5e31b3a970e");
        assertThat(HexFormat.of().formatHex(evaluation.output().toBytes()))
                .isEqualTo("645427e5d00c62a23fb703732fa5d892940935942101e456ecca7bb217c61c45"
                        + "2118fec1219202a0edcf038bb6373241578be7217ba85a2687f7a0310b2df19f");
    }

    @Test
    void everyBitOfTheProofAndOfTheInputCounts() {
        try (VrfSecret secret = VrfSecret.generate(RANDOM)) {
            byte[] proof = secret.evaluate(ALPHA).proof().toBytes();
            for (int bit = 0; bit < 8 * VrfProof.LENGTH; bit += 3) {
                assertThat(secret.key().verify(ALPHA, VrfProof.decode(flipped(proof, bit)))).as("bit %d", bit)
                        .isEmpty();
            }
            for (int bit = 0; bit < 8 * ALPHA.length; bit += 7) {
                assertThat(secret.key().verify(flipped(ALPHA, bit), VrfProof.decode(proof))).isEmpty();
            }
            try (VrfSecret other = VrfSecret.generate(RANDOM)) {
                assertThat(other.key().verify(ALPHA, VrfProof.decode(proof))).isEmpty();
            }
        }
    }

    /** s and s + L give the same points: only the smaller one may pass, or a proof would have two encodings. */
    @Test
    void anAnswerThatIsNotReducedIsRefused() {
        try (VrfSecret secret = VrfSecret.generate(RANDOM)) {
            byte[] proof = secret.evaluate(ALPHA).proof().toBytes();
            BigInteger answer = VrfSuite.littleEndian(Arrays.copyOfRange(proof, 48, 80)).add(EdwardsPoint.ORDER);
            System.arraycopy(VrfSuite.littleEndian(answer, 32), 0, proof, 48, 32);

            assertThat(secret.key().verify(ALPHA, VrfProof.decode(proof))).isEmpty();
        }
    }

    /**
     * A Γ with a component of small order, honestly completed: the challenge takes in the changed Γ, so the equation
     * V = s·H − c·Γ′ holds only if 8 divides c. Then it passes with the same output, because β is of 8Γ.
     */
    @Test
    void aComponentOfSmallOrderNeverChangesTheOutput() {
        byte[] torsion = Edwards.torsionGenerator().encoded();
        EdwardsPoint small = EdwardsPoint.decode(torsion).orElseThrow();
        BigInteger x = BigInteger.valueOf(123456789);
        VrfKey key = new VrfKey(EdwardsPoint.BASE.timesSecret(x));
        EdwardsPoint hashed = VrfSuite.encodeToCurve(key, ALPHA);
        EdwardsPoint gamma = hashed.timesSecret(x).plus(small);
        int accepted = 0;
        for (int k = 1; k <= 60; k++) {
            BigInteger nonce = BigInteger.valueOf(k);
            BigInteger c = VrfSuite.challenge(key, hashed, gamma, EdwardsPoint.BASE.timesSecret(nonce),
                    hashed.timesSecret(nonce));
            byte[] proof = Arrays.copyOf(gamma.encode(), VrfProof.LENGTH);
            System.arraycopy(VrfSuite.littleEndian(c, 16), 0, proof, 32, 16);
            BigInteger s = nonce.add(c.multiply(x)).mod(EdwardsPoint.ORDER);
            System.arraycopy(VrfSuite.littleEndian(s, 32), 0, proof, 48, 32);
            var output = key.verify(ALPHA, VrfProof.decode(proof));
            assertThat(output.isPresent()).isEqualTo(c.mod(BigInteger.valueOf(8)).signum() == 0);
            output.ifPresent(each -> assertThat(each).isEqualTo(VrfSuite.output(hashed.timesSecret(x))));
            accepted += output.isPresent() ? 1 : 0;
        }
        assertThat(accepted).isPositive();
    }

    @Test
    void keysOfSmallOrderAndKeysThatAreNotCanonicalAreRefused() {
        Edwards.Point torsion = Edwards.torsionGenerator();
        for (int i = 0; i < 8; i++) {
            byte[] encoding = torsion.times(i).encoded();
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> VrfKey.decode(encoding));
        }
        byte[] aboveP = Edwards.littleEndian(Edwards.P.add(BigInteger.valueOf(3)));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> VrfKey.decode(aboveP));
    }

    @Test
    void hostileBytes() {
        VrfKey key = VrfSecret.fromSeed(new byte[32]).key();
        HostileBytes.tryAll(key, VrfKey::read, VrfKey::write);
        VrfProof proof = VrfSecret.fromSeed(new byte[32]).evaluate(ALPHA).proof();
        HostileBytes.tryAll(proof, VrfProof::read, VrfProof::write);
    }

    /** RFC 8032 §5.1.3: the sign is the highest bit, whatever else the last byte holds, and zero has none. */
    @Test
    void signsOfDecodedPoints() {
        byte[] neutral = new byte[32];
        neutral[0] = 1;
        assertThat(EdwardsPoint.decode(neutral)).isPresent();
        neutral[31] = (byte) 0x80;
        assertThat(EdwardsPoint.decode(neutral)).isEmpty();
        int points = 0;
        for (int y = 2; y < 100; y++) {
            for (byte last : new byte[]{0, (byte) 0x80}) {
                byte[] encoding = new byte[32];
                encoding[0] = (byte) y;
                encoding[31] = last;
                Optional<EdwardsPoint> point = EdwardsPoint.decode(encoding);
                assertThat(point.isPresent()).isEqualTo(Edwards.isOnCurve(encoding));
                point.ifPresent(each -> assertThat(each.encode()).isEqualTo(encoding));
                points += point.isPresent() ? 1 : 0;
            }
        }
        assertThat(points).isGreaterThan(50);
    }

    @Test
    void keysAndProofsAreEqualIfTheirBytesAre() {
        VrfSecret one = VrfSecret.generate(RANDOM);
        assertThat(one.key()).isNotEqualTo(VrfSecret.generate(RANDOM).key())
                .isEqualTo(VrfKey.decode(one.key().toBytes()));
        VrfProof proof = one.evaluate(ALPHA).proof();
        assertThat(proof).isNotEqualTo(one.evaluate(new byte[0]).proof()).isEqualTo(VrfProof.decode(proof.toBytes()));
    }

    /** Against an oracle in affine BigIntegers that shares no code. */
    @Test
    void pointsAgreeWithTheOracle() {
        Random random = new Random(7);
        EdwardsPoint ours = EdwardsPoint.BASE;
        Edwards.Point theirs = Edwards.BASE;
        for (int i = 0; i < 20; i++) {
            BigInteger a = new BigInteger(255, random);
            BigInteger b = new BigInteger(128, random);
            assertThat(ours.timesSecret(a).encode()).isEqualTo(theirs.times(a).encoded());
            assertThat(EdwardsPoint.sumOfProducts(a, ours, b, EdwardsPoint.BASE.negated()).encode())
                    .isEqualTo(theirs.times(a).plus(Edwards.BASE.negated().times(b)).encoded());
            ours = ours.doubled().plus(EdwardsPoint.BASE);
            theirs = theirs.plus(theirs).plus(Edwards.BASE);
            assertThat(ours.encode()).isEqualTo(theirs.encoded());
            byte[] noise = Edwards.littleEndian(new BigInteger(256, random));
            boolean canonical = new BigInteger(1, reversed(noise)).clearBit(255).compareTo(Edwards.P) < 0;
            assertThat(EdwardsPoint.decode(noise).isPresent()).isEqualTo(canonical && Edwards.isOnCurve(noise));
        }
    }

    @Test
    void theSecretIsNeitherPrintedNorUsedOnceClosed() {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) 0x5a);
        VrfSecret secret = VrfSecret.fromSeed(seed);
        assertThat(secret.toString()).doesNotContain("5a5a5a");
        assertThat(secret.encode()).isEqualTo(seed);
        secret.close();
        assertThatIllegalStateException().isThrownBy(() -> secret.evaluate(ALPHA));
        assertThatIllegalStateException().isThrownBy(secret::encode);
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] altered = bytes.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        return altered;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asString());
    }
}
