package org.credence.crypto.blind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.util.BigIntegers;
import org.credence.base.codec.Malformed;
import org.credence.crypto.HostileBytes;
import org.credence.crypto.Vectors;
import org.credence.crypto.paillier.TestKeys;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BlindSignatureTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] MESSAGE = "one-time pseudonym".getBytes(StandardCharsets.US_ASCII);
    private static final List<BlindVariant> VARIANTS = List.of(BlindVariant.values());

    private final BlindSigner signer = BlindSigner.of(BlindVariant.PSS_RANDOMIZED, TestKeys.P, TestKeys.Q);
    private final BlindKey key = signer.key();

    /** RFC 9474 appendix A: prepared messages, blinded messages, answers and signatures of all four variants. */
    @Test
    void examplesOfTheRfc() {
        int checked = 0;
        for (JsonNode each : Vectors.read("blind_rsa_rfc9474.json.gz")) {
            BlindVariant variant = VARIANTS.get(checked++);
            assertThat(each.get("name").asString().replace("-", "_"))
                    .isEqualToIgnoringCase("RSABSSA_SHA384_" + variant.name());
            BlindSigner theirs = BlindSigner.of(variant, number(each, "p"), number(each, "q"));
            BigInteger n = theirs.key().modulus();
            assertThat(n).isEqualTo(number(each, "n"));
            byte[] prepared = bytes(each, "input_msg");
            BigInteger unit = number(each, "inv").modInverse(n);
            Blinding blinding = Blinding.of(theirs.key(), prepared, bytes(each, "salt"), unit);
            assertThat(blinding.blindedMessage()).isEqualTo(bytes(each, "blinded_msg"));
            assertThat(theirs.sign(bytes(each, "blinded_msg"), RANDOM)).isEqualTo(bytes(each, "blind_sig"));
            BlindSignature signature = blinding.finish(bytes(each, "blind_sig")).orElseThrow();
            assertThat(signature.toBytes()).isEqualTo(bytes(each, "sig"));
            assertThat(theirs.key().verify(prepared, signature)).isTrue();
        }
        assertThat(checked).isEqualTo(4);
    }

    /** The same check with SHA-256 and another salt, for which there are edge cases. */
    @Test
    void wycheproofOnTheEncoding() {
        PssEncoding encoding = new PssEncoding("SHA-256", 32);
        int valid = 0;
        int refused = 0;
        for (JsonNode group : Vectors.read("rsa_pss_wycheproof.json.gz").get("testGroups")) {
            BigInteger n = new BigInteger(group.get("publicKey").get("modulus").asString(), 16);
            BigInteger e = new BigInteger(group.get("publicKey").get("publicExponent").asString(), 16);
            for (JsonNode each : group.get("tests")) {
                byte[] sig = bytes(each, "sig");
                BigInteger s = new BigInteger(1, sig);
                boolean actual = sig.length == 256 && s.compareTo(n) < 0 && encoding.matches(bytes(each, "msg"), 2047,
                        BigIntegers.asUnsignedByteArray(256, s.modPow(e, n)));
                boolean expected = each.get("result").asString().equals("valid");
                assertThat(actual).as("tcId %s: %s", each.get("tcId"), each.get("comment")).isEqualTo(expected);
                valid += expected ? 1 : 0;
                refused += expected ? 0 : 1;
            }
        }
        assertThat(valid).isGreaterThan(20);
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void aBlindedMessageComesBackAsASignatureInEveryVariant() {
        for (BlindVariant variant : VARIANTS) {
            BlindSigner each = BlindSigner.of(variant, TestKeys.P, TestKeys.Q);
            Blinding blinding = each.key().blind(MESSAGE, RANDOM);
            BlindSignature signature = blinding.finish(each.sign(blinding.blindedMessage(), RANDOM)).orElseThrow();
            assertThat(each.key().verify(blinding.preparedMessage(), signature)).isTrue();
            assertIsPrepared(variant, each.key(), blinding.preparedMessage());
            assertThat(each.key().blind(MESSAGE, RANDOM).blindedMessage()).isNotEqualTo(blinding.blindedMessage());
        }
    }

    /** RFC 9474 §4.1: the message itself, after 32 bytes that nobody can foresee where the variant says so. */
    private static void assertIsPrepared(BlindVariant variant, BlindKey key, byte[] prepared) {
        int prefix = variant.name().endsWith("_RANDOMIZED") ? 32 : 0;
        assertThat(Arrays.copyOfRange(prepared, prefix, prepared.length)).isEqualTo(MESSAGE);
        if (prefix > 0) {
            byte[] again = key.blind(MESSAGE, RANDOM).preparedMessage();
            assertThat(Arrays.copyOf(prepared, prefix)).isNotEqualTo(Arrays.copyOf(again, prefix))
                    .isNotEqualTo(new byte[prefix]);
        }
    }

    /** Who has the key can sign any number below n, so each bit of the encoding has to be checked, padding included. */
    @Test
    void everyBitOfTheEncodingCounts() {
        for (BlindVariant variant : VARIANTS) {
            PssEncoding encoding = variant.encoding();
            byte[] good = encoding.encode(MESSAGE, 2047, new byte[encoding.saltLength()]);
            assertThat(encoding.matches(MESSAGE, 2047, good)).isTrue();
            for (int bit = 0; bit < 2048; bit++) {
                assertThat(encoding.matches(MESSAGE, 2047, flipped(good, bit))).as("bit %d", bit).isFalse();
            }
            assertThat(encoding.matches(MESSAGE, 2047, Arrays.copyOf(good, 255))).isFalse();
        }
    }

    /** Salt makes two signatures of one message of two, where the variant has one. */
    @Test
    void signaturesAreAsManyAsTheVariantSays() {
        for (BlindVariant variant : List.of(BlindVariant.PSS_DETERMINISTIC, BlindVariant.PSSZERO_DETERMINISTIC)) {
            BlindSigner each = BlindSigner.of(variant, TestKeys.P, TestKeys.Q);
            Blinding one = each.key().blind(MESSAGE, RANDOM);
            Blinding other = each.key().blind(MESSAGE, RANDOM);
            BlindSignature first = one.finish(each.sign(one.blindedMessage(), RANDOM)).orElseThrow();
            BlindSignature second = other.finish(each.sign(other.blindedMessage(), RANDOM)).orElseThrow();
            assertThat(first.equals(second)).isEqualTo(variant == BlindVariant.PSSZERO_DETERMINISTIC);
        }
    }

    @Test
    void everyBitOfSignatureMessageAndAnswerCounts() {
        Blinding blinding = key.blind(MESSAGE, RANDOM);
        byte[] answer = signer.sign(blinding.blindedMessage(), RANDOM);
        byte[] signature = blinding.finish(answer).orElseThrow().toBytes();
        byte[] prepared = blinding.preparedMessage();
        for (int bit = 0; bit < 8 * signature.length; bit += 13) {
            assertThat(key.verify(prepared, BlindSignature.of(flipped(signature, bit)))).isFalse();
            assertThat(blinding.finish(flipped(answer, bit))).isEmpty();
        }
        for (int bit = 0; bit < 8 * prepared.length; bit++) {
            assertThat(key.verify(flipped(prepared, bit), BlindSignature.of(signature))).isFalse();
        }
        assertThat(blinding.finish(new byte[0])).isEmpty();
        assertThat(blinding.finish(Arrays.copyOf(answer, answer.length + 1))).isEmpty();
        assertThat(key.verify(prepared, BlindSignature.of(new byte[0]))).isFalse();
        BigInteger tooLarge = new BigInteger(1, signature).add(key.modulus());
        assertThat(key.verify(prepared, BlindSignature.of(BigIntegers.asUnsignedByteArray(tooLarge)))).isFalse();
    }

    /** Another variant's signature is none of this one's, though the modulus is the same. */
    @Test
    void variantsDoNotMix() {
        BlindSigner other = BlindSigner.of(BlindVariant.PSSZERO_DETERMINISTIC, TestKeys.P, TestKeys.Q);
        Blinding blinding = other.key().blind(MESSAGE, RANDOM);
        BlindSignature signature = blinding.finish(other.sign(blinding.blindedMessage(), RANDOM)).orElseThrow();
        assertThat(key.verify(blinding.preparedMessage(), signature)).isFalse();
    }

    @Test
    void hostileBytes() {
        HostileBytes.tryAll(key, BlindKey::read, BlindKey::write);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> signer.sign(new byte[255], RANDOM));
        byte[] tooLarge = new byte[256];
        Arrays.fill(tooLarge, (byte) -1);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> signer.sign(tooLarge, RANDOM));
        assertThatExceptionOfType(Malformed.class).isThrownBy(
                () -> signer.sign(BigIntegers.asUnsignedByteArray(256, key.modulus()), RANDOM));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> BlindSigner.of(BlindVariant.PSS_RANDOMIZED, TestKeys.P, TestKeys.P));
        assertThatExceptionOfType(Malformed.class).isThrownBy(
                () -> BlindSigner.of(BlindVariant.PSS_RANDOMIZED, TestKeys.P, TestKeys.Q.add(BigInteger.TWO)));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> new BlindKey(BlindVariant.PSS_RANDOMIZED, BigInteger.TWO.pow(2047)));
        BigInteger step = BlindKey.EXPONENT.shiftLeft(1);
        BigInteger unusable = step.shiftLeft(1006).add(BigInteger.ONE);
        while (!unusable.isProbablePrime(50)) {
            unusable = unusable.add(step);
        }
        BigInteger oneLessIsAMultipleOfE = unusable;
        assertThatExceptionOfType(Malformed.class).isThrownBy(
                () -> BlindSigner.of(BlindVariant.PSS_RANDOMIZED, TestKeys.P, oneLessIsAMultipleOfE));
    }

    @Test
    void theSecretIsNeitherPrintedNorUsedOnceClosed() {
        BlindSigner closing = BlindSigner.generate(BlindVariant.PSS_RANDOMIZED, 2048, RANDOM);
        assertThat(closing.key().modulus().bitLength()).isEqualTo(2048);
        assertThat(signer.toString()).doesNotContain("c90fdaa2");
        assertThat(key.blind(MESSAGE, RANDOM)).hasToString("Blinding");
        closing.close();
        byte[] blinded = closing.key().blind(MESSAGE, RANDOM).blindedMessage();
        assertThatIllegalStateException().isThrownBy(() -> closing.sign(blinded, RANDOM));
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] altered = bytes.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        return altered;
    }

    private static BigInteger number(JsonNode node, String field) {
        return new BigInteger(node.get(field).asString().substring(2), 16);
    }

    private static byte[] bytes(JsonNode node, String field) {
        String text = node.get(field).asString();
        return HexFormat.of().parseHex(text.startsWith("0x") ? text.substring(2) : text);
    }
}
