package org.credence.crypto.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What a fuzzer starts from is sound; and a few of its steps, taken blindly, in every build. */
class DecoderTest {

    private static final int RUNS = 200;

    /** Those of keys take seconds to make, and have hostile bytes of their own in {@code proof}. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"MODULUS_PROOF", "FACTOR_PROOF", "KEY_PROOF"})
    void theValidEncodingIsTakenAndStepsFromItAreHandled(Decoder decoder) {
        assertThat(decoder.refuses(new byte[]{1})).isFalse();
        assertThat(decoder.refuses(new byte[0])).isTrue();
        byte[] raw = new byte[decoder.valid().length + 1];
        System.arraycopy(decoder.valid(), 0, raw, 1, decoder.valid().length);
        assertThat(decoder.refuses(raw)).isFalse();
        assertThat(decoder.refuses(Arrays.copyOf(raw, raw.length - 1))).isTrue();
        Random random = new Random(6);
        for (int run = 0; run < RUNS; run++) {
            byte[] patch = new byte[1 + random.nextInt(raw.length)];
            patch[0] = 1;
            patch[random.nextInt(patch.length)] |= (byte) (1 << random.nextInt(8));
            decoder.refuses(patch);
        }
    }
}
