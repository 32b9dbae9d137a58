package org.credence.crypto.pairing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.Vectors;
import org.credence.crypto.group.Point;
import org.credence.crypto.group.Scalar;
import org.credence.crypto.proof.ProofContext;
import org.credence.crypto.proof.Transcript;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PairingTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Scalar ONE = G1.SCALARS.one();
    private static final G1 BASE = Bases.MAIN;
    private static final JsonNode VECTORS = Vectors.read("bls12381.json.gz");

    /** RFC 9380 J.9.1. */
    @Test
    void messagesHashToThePointsOfTheRfc() {
        JsonNode suite = VECTORS.get("rfc9380");
        int checked = 0;
        for (JsonNode each : suite.get("vectors")) {
            byte[] message = each.get("msg").asString().getBytes(StandardCharsets.US_ASCII);
            G1 hash = G1.hash(message, suite.get("dst").asString());
            byte[] x = bytes(each, "x");
            x[0] |= (byte) (hash.toBytes()[0] & 0xe0);
            assertThat(hash.toBytes()).isEqualTo(x);
            assertThat(hash.toBytes()[0] & 0x20).isEqualTo(isLargerHalf(bytes(each, "y")) ? 0x20 : 0);
            checked++;
        }
        assertThat(checked).isEqualTo(3);
    }

    /**
     * The BBS draft, suite BLS12-381-SHA-256: generators, scalars, keys, and a signature by the equation A =
     * B^{1/(e+sk)}.
     */
    @Test
    void basesKeysAndSignatureOfTheBbsDraft() {
        JsonNode bbs = VECTORS.get("bbs");
        String api = bbs.get("api").asString();
        List<G1> generators = new ArrayList<>();
        bbs.get("generators").forEach(each -> generators.add(G1.decode("generator", hex(each))));
        assertThat(generators).hasSize(10).isEqualTo(Bases.derive(api, 10));

        Scalar secret = G1.SCALARS.decode("secret", bytes(bbs, "secretKey"));
        G2 key = G2.of(secret);
        assertThat(key.toBytes()).isEqualTo(bytes(bbs, "publicKey"));
        assertThat(G2.decode("key", bytes(bbs, "publicKey"))).isEqualTo(key);

        JsonNode message = bbs.get("messages").get(0);
        Scalar scalar = MessageExpansion.scalar(bytes(message, "message"), api + "MAP_MSG_TO_SCALAR_AS_HASH_");
        assertThat(scalar.toBytes()).isEqualTo(bytes(message, "scalar"));
        ByteBuffer header = ByteBuffer.allocate(500).put(key.toBytes()).putLong(1)
                .put(generators.get(0).toBytes()).put(generators.get(1).toBytes())
                .put(api.getBytes(StandardCharsets.US_ASCII)).putLong(16).put(bytes(bbs, "header"));
        byte[] input = new byte[header.position()];
        header.flip().get(input);
        Scalar domain = MessageExpansion.scalar(input, api + "H2S_");
        assertThat(domain.toBytes()).isEqualTo(bytes(bbs, "domain"));

        G1 b = G1.sumOfProducts(List.of(G1.decode("base", bytes(bbs, "base")), generators.get(0), generators.get(1)),
                List.of(ONE, domain, scalar));
        assertThat(b.toBytes()).isEqualTo(bytes(bbs, "b"));
        ByteBuffer signature = ByteBuffer.wrap(bytes(bbs, "signature"));
        byte[] point = new byte[G1.LENGTH];
        byte[] exponent = new byte[32];
        signature.get(point).get(exponent);
        G1 a = G1.decode("a", point);
        Scalar e = G1.SCALARS.decode("e", exponent);
        assertThat(b.times(secret.plus(e).inverse())).isEqualTo(a);
        assertThat(Pairing.equal(a, key.plus(G2.of(e)), b, G2.GENERATOR)).isTrue();
        assertThat(Pairing.equal(a, key.plus(G2.of(e.plus(ONE))), b, G2.GENERATOR)).isFalse();
    }

    /** RFC 9380 K.1: one block and several. */
    @Test
    void expansionOfTheRfc() {
        String domain = VECTORS.get("expansion").get("dst").asString();
        for (JsonNode each : VECTORS.get("expansion").get("vectors")) {
            byte[] expected = bytes(each, "hex");
            byte[] message = each.get("msg").asString().getBytes(StandardCharsets.US_ASCII);
            assertThat(MessageExpansion.expand(message, domain, expected.length)).isEqualTo(expected);
        }
        assertThat(MessageExpansion.expand(new byte[0], domain, 1)).hasSize(1);
        assertThat(MessageExpansion.expand(new byte[0], domain, 8160)).hasSize(8160);
        assertThat(MessageExpansion.expand(new byte[0], "x".repeat(255), 32)).hasSize(32);
        assertThatIllegalArgumentException().isThrownBy(() -> MessageExpansion.expand(new byte[0], domain, 8161));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageExpansion.expand(new byte[0], domain, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> MessageExpansion.expand(new byte[0], "", 32));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageExpansion.expand(new byte[0], "x".repeat(256), 32));
    }

    /** No published example is longer than 255 bytes: the first block of one, written down a second time. */
    @Test
    void expansionToMoreThanAByteOfLength() {
        byte[] suffix = {'d', 'o', 'm', 3};
        MessageDigest sha = Hasher.sha256();
        sha.update(new byte[64]);
        sha.update(new byte[]{7, 1, 44, 0});
        sha.update(sha.digest(suffix));
        sha.update((byte) 1);
        assertThat(Arrays.copyOf(MessageExpansion.expand(new byte[]{7}, "dom", 300), 32))
                .isEqualTo(sha.digest(suffix));
    }

    @Test
    void thePairingIsBilinearAndNotDegenerate() {
        Scalar a = G1.SCALARS.nonZero(RANDOM);
        Scalar b = G1.SCALARS.nonZero(RANDOM);
        assertThat(Pairing.equal(BASE.times(a), G2.of(b), BASE.times(b), G2.of(a))).isTrue();
        assertThat(Pairing.equal(BASE.times(a), G2.of(b), BASE.times(a.times(b)), G2.GENERATOR)).isTrue();
        assertThat(Pairing.equal(BASE.times(a), G2.of(b), BASE.times(a.plus(b)), G2.GENERATOR)).isFalse();
        G2 none = G2.of(G1.SCALARS.zero());
        assertThat(Pairing.equal(BASE, none, G1.NEUTRAL, G2.GENERATOR)).isTrue();
        assertThat(Pairing.equal(BASE, G2.GENERATOR, G1.NEUTRAL, G2.GENERATOR)).isFalse();
        assertThat(Pairing.equal(BASE, none, BASE, G2.GENERATOR)).isFalse();
    }

    @Test
    void pointsAreNotChangedByWhatIsDoneWithThem() {
        byte[] before = BASE.toBytes();
        G1 twice = BASE.plus(BASE);
        assertThat(twice).isEqualTo(BASE.times(G1.SCALARS.of(2))).isNotEqualTo(BASE);
        assertThat(twice.minus(BASE)).isEqualTo(BASE).hasSameHashCodeAs(BASE);
        assertThat(BASE.negated().plus(BASE)).isEqualTo(G1.NEUTRAL);
        assertThat(BASE.times(G1.SCALARS.of(-1))).isEqualTo(BASE.negated());
        assertThat(BASE.times(G1.SCALARS.zero()).isNeutral()).isTrue();
        assertThat(G1.sumOfProducts(List.of(BASE, twice), List.of(G1.SCALARS.of(3), G1.SCALARS.of(-1))))
                .isEqualTo(BASE);
        assertThat(G1.sumOfProducts(List.of(), List.of())).isEqualTo(G1.NEUTRAL);
        assertThat(BASE.toBytes()).isEqualTo(before);
        G2 g2 = G2.GENERATOR;
        byte[] second = g2.toBytes();
        assertThat(g2.plus(g2)).isEqualTo(G2.of(G1.SCALARS.of(2))).isNotEqualTo(g2);
        assertThat(g2.toBytes()).isEqualTo(second);
        assertThat(g2).hasSameHashCodeAs(G2.of(ONE)).hasToString(HexFormat.of().formatHex(second));
        assertThat(BASE).hasToString(HexFormat.of().formatHex(before));
        assertThatIllegalArgumentException().isThrownBy(() -> BASE.times(Point.SCALARS.one()));
        assertThatIllegalArgumentException().isThrownBy(() -> G1.sumOfProducts(List.of(BASE), List.of()));
    }

    @Test
    void theBasesAreDistinctAndReal() {
        List<G1> bases = List.of(Bases.MAIN, Bases.BLINDING, Bases.SECRET, Bases.SERIAL, Bases.EXPIRY);
        assertThat(new HashSet<>(bases)).hasSize(5).doesNotContain(G1.NEUTRAL);
    }

    /** On the curve, in the subgroup, reduced, of one encoding each; and never neutral. */
    @Test
    void whatIsNoCanonicalPointOfTheGroupIsRefused() {
        HostileBytes.tryAll(BASE, reader -> G1.read(reader, "point"), G1::write);
        HostileBytes.tryAll(G2.GENERATOR, reader -> G2.read(reader, "point"), G2::write);
        String zeroes = "00".repeat(46);
        refused(G1.LENGTH, "c000" + zeroes, "is the neutral element");
        refused(G1.LENGTH, "e000" + zeroes, "is the neutral element");
        refused(G1.LENGTH, "0000" + zeroes, "is not a compressed point");
        // x = 0 is on the curve, of order 3 times a divisor: not in the group
        refused(G1.LENGTH, "8000" + zeroes, "is no point of the group");
        refused(G1.LENGTH, "9fff" + "ff".repeat(46), "is no point of the group");
        // x = p, which is 0 unreduced
        refused(G1.LENGTH,
                "9a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab",
                "is no point of the group");
        refused(G1.LENGTH, "80", "is 1 bytes, must be 48");
        refused(G2.LENGTH, "c0" + "00".repeat(95), "is the neutral element");
        refused(G2.LENGTH, "80" + "00".repeat(94) + "01", "is no point of the group");
        refused(G2.LENGTH, "80", "is 1 bytes, must be 96");
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> G1.decode("point", G1.NEUTRAL.toBytes()));
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> G2.of(G1.SCALARS.zero()).requireReal("point"));
    }

    /** Of the points of the curve with small x, none is in the subgroup. */
    @Test
    void pointsOfTheCurveOutsideTheGroupAreRefused() {
        for (int x = 0; x < 200; x++) {
            byte[] encoding = new byte[G1.LENGTH];
            encoding[0] = (byte) 0x80;
            encoding[G1.LENGTH - 1] = (byte) x;
            assertThatExceptionOfType(Malformed.class).isThrownBy(() -> G1.decode("point", encoding));
        }
    }

    @Test
    void aLogProofHoldsForItsStatementOnly() {
        Scalar secret = G1.SCALARS.nonZero(RANDOM);
        G1 image = BASE.times(secret);
        ProofContext context = new ProofContext(new Digest(1, 2, 3, 4), new Digest(5, 6, 7, 8));
        LogProof proof = LogProof.prove(Transcript.of("kind", context), BASE, image, secret, RANDOM);
        assertThat(proof.proves(Transcript.of("kind", context), BASE, image)).isTrue();
        assertThat(proof.proves(Transcript.of("other", context), BASE, image)).isFalse();
        assertThat(proof.proves(Transcript.of("kind", context), Bases.SECRET, image)).isFalse();
        assertThat(proof.proves(Transcript.of("kind", context), BASE, image.plus(BASE))).isFalse();
        assertThat(new LogProof(proof.challenge().plus(ONE), proof.answer())
                .proves(Transcript.of("kind", context), BASE, image)).isFalse();
        assertThat(new LogProof(proof.challenge(), proof.answer().plus(ONE))
                .proves(Transcript.of("kind", context), BASE, image)).isFalse();
        G1 mask = G1.sumOfProducts(List.of(BASE, image), List.of(proof.answer(), proof.challenge().negated()));
        assertThat(Transcript.of("kind", context).add("base", BASE.toBytes()).add("image", image.toBytes())
                .add("mask", mask.toBytes()).challenge("e", G1.SCALARS)).isEqualTo(proof.challenge());
        HostileBytes.tryAll(proof, LogProof::read, LogProof::write);
        assertThatIllegalArgumentException().isThrownBy(
                () -> LogProof.prove(Transcript.of("kind", context), BASE, image, secret.plus(ONE), RANDOM));
    }

    private static void refused(int length, String hex, String problem) {
        byte[] encoding = HexFormat.of().parseHex(hex);
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> {
                    if (length == G1.LENGTH) {
                        G1.decode("point", encoding);
                    } else {
                        G2.decode("point", encoding);
                    }
                })
                .withMessage("point: " + problem);
    }

    /** y > (p − 1)/2, which is what the third flag says. */
    private static boolean isLargerHalf(byte[] y) {
        BigInteger p = new BigInteger(
                "1a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab", 16);
        return new BigInteger(1, y).compareTo(p.shiftRight(1)) > 0;
    }

    private static byte[] bytes(JsonNode node, String field) {
        return hex(node.get(field));
    }

    private static byte[] hex(JsonNode node) {
        return HexFormat.of().parseHex(node.asString());
    }
}
