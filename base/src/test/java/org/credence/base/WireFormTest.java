package org.credence.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.credence.base.codec.Malformed;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds for every encoding: it comes back as it was, it is the only one of its value, and nothing else gets
 * through.
 */
class WireFormTest {

    private static final int ROUND_TRIPS = 300;
    private static final int MUTATED = 4;

    static List<WireForm<?>> forms() {
        return WireForm.all();
    }

    @ParameterizedTest
    @MethodSource("forms")
    <T> void comesBackEqual(WireForm<T> form) {
        Samples samples = new Samples(1);
        for (int i = 0; i < ROUND_TRIPS; i++) {
            T value = form.sample().apply(samples);
            byte[] encoded = form.encode().apply(value);
            T decoded = form.decode().apply(encoded.clone());
            assertThat(decoded).isEqualTo(value).hasSameHashCodeAs(value);
            assertThat(form.encode().apply(decoded)).isEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    <T> void everyChangedByteIsRefusedOrAnotherValue(WireForm<T> form) {
        Samples samples = new Samples(2);
        for (int i = 0; i < MUTATED; i++) {
            T value = form.sample().apply(samples);
            byte[] encoded = form.encode().apply(value);
            for (int at = 0; at < encoded.length; at++) {
                for (int bit = 0; bit < Byte.SIZE; bit++) {
                    byte[] mutant = encoded.clone();
                    mutant[at] ^= (byte) (1 << bit);
                    assertRefusedOrOther(form, value, mutant);
                }
                byte[] full = encoded.clone();
                full[at] = (byte) (encoded[at] == -1 ? 0 : -1);
                assertRefusedOrOther(form, value, full);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    <T> void everyShorterInputIsRefused(WireForm<T> form) {
        byte[] encoded = form.encode().apply(form.sample().apply(new Samples(3)));
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = Arrays.copyOf(encoded, length);
            assertThatExceptionOfType(Malformed.class).as("first %d bytes", length)
                    .isThrownBy(() -> form.decode().apply(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("forms")
    <T> void aByteTooManyIsRefused(WireForm<T> form) {
        byte[] encoded = form.encode().apply(form.sample().apply(new Samples(4)));
        byte[] longer = Arrays.copyOf(encoded, encoded.length + 1);
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> form.decode().apply(longer))
                .extracting(Malformed::field).isEqualTo("end");
    }

    @ParameterizedTest
    @MethodSource("forms")
    <T> void noiseIsRefusedOrCanonical(WireForm<T> form) {
        Samples samples = new Samples(5);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = samples.bytes(samples.random().nextInt(400));
            if (i % 2 == 0 && noise.length > 1) {
                System.arraycopy(form.encode().apply(form.sample().apply(samples)), 0, noise, 0, 2);
            }
            assertRefusedOrCanonical(form, noise);
        }
    }

    private static <T> void assertRefusedOrOther(WireForm<T> form, T value, byte[] mutant) {
        if (assertRefusedOrCanonical(form, mutant)) {
            assertThat(form.decode().apply(mutant)).isNotEqualTo(value);
        }
    }

    /** Whether the bytes were taken; any exception but {@link Malformed} fails the test. */
    private static <T> boolean assertRefusedOrCanonical(WireForm<T> form, byte[] bytes) {
        try {
            assertThat(form.again(bytes.clone())).isEqualTo(bytes);
            return true;
        } catch (Malformed refused) {
            assertThat(refused.field()).isNotBlank();
            return false;
        }
    }
}
