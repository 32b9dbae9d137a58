package org.credence.base;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestTest {

    private final Samples samples = new Samples(41);

    @Test
    void bytesAndTextComeBack() {
        for (int i = 0; i < 100; i++) {
            byte[] bytes = samples.bytes(Digest.LENGTH);
            Digest digest = Digest.of(bytes);
            assertThat(digest.toBytes()).isEqualTo(bytes);
            assertThat(digest.hex()).isEqualTo(HexFormat.of().formatHex(bytes)).startsWith(digest.brief());
            assertThat(Digest.parse(digest.hex())).isEqualTo(digest);
            assertThat(Digest.read(Arrays.copyOf(bytes, 40), 0)).isEqualTo(digest);
        }
    }

    @Test
    void orderIsThatOfTheUnsignedNumber() {
        for (int i = 0; i < 1_000; i++) {
            byte[] left = samples.bytes(Digest.LENGTH);
            byte[] right = samples.bytes(Digest.LENGTH);
            int shared = samples.random().nextInt(Digest.LENGTH + 1);
            System.arraycopy(left, 0, right, 0, shared);
            assertThat(Integer.signum(Digest.of(left).compareTo(Digest.of(right))))
                    .isEqualTo(new BigInteger(1, left).compareTo(new BigInteger(1, right)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33, 64})
    void onlyThirtyTwoBytesMakeADigestOrAKey(int length) {
        byte[] bytes = new byte[length];
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.of(bytes)).withMessageContaining("must be 32");
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(bytes)).withMessageContaining("must be 32");
        assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.parse("00".repeat(length)))
                .withMessageContaining("must be 64");
    }

    @Test
    void textThatIsNotHexadecimalIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse("0x" + "0".repeat(62)));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse("é".repeat(64)));
    }

    @Test
    void signatureIsTwoHalves() {
        byte[] bytes = samples.bytes(Signature.LENGTH);
        assertThat(Signature.of(bytes).toBytes()).isEqualTo(bytes);
        assertThatIllegalArgumentException().isThrownBy(() -> Signature.of(new byte[63]))
                .withMessageContaining("must be 64");
    }

    @Test
    void hasherTakesTheTagThenEachFieldWithItsLength() {
        MessageDigest plain = Hasher.sha256();
        plain.update((byte) 11);
        plain.update("credence/tx".getBytes(US_ASCII));
        plain.update(new byte[]{0, 0, 0, 0, 0, 0, 0, 5});
        plain.update(new byte[]{0, 0, 0, 6});
        plain.update(new byte[]{0, 0, 0, 2, 7, 8});
        plain.update(new byte[Digest.LENGTH]);
        assertThat(
                Hasher.of(Tag.TRANSACTION).add(5L).add(6).add(new byte[]{9, 7, 8, 9}, 1, 2).add(Digest.ZERO).digest())
                .isEqualTo(Digest.of(plain.digest()));
        assertThat(Hasher.of(Tag.BATCH).digest()).isNotEqualTo(Hasher.of(Tag.BLOCK).digest());
    }
}
