package org.credence.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.Reader;
import org.credence.base.codec.Writer;

/**
 * Feeds a decoder with much that is nearly right and some that is not. Whatever it takes must encode to the bytes
 * it was made of, so that nothing has two encodings; whatever it refuses, it refuses as {@link Malformed}.
 */
public final class HostileBytes {

    private static final int RANDOM_RUNS = 300;
    private static final int MAX_FLIPS = 1200;
    private static final int MAX_TRUNCATIONS = 300;

    private HostileBytes() {}

    public static <T> void tryAll(T valid, Function<Reader, T> read, BiConsumer<T, Writer> write) {
        byte[] good = encode(valid, write);
        assertThat(decode(good, read)).isEqualTo(valid);

        for (int length = 0; length < good.length; length += 1 + good.length / MAX_TRUNCATIONS) {
            assertThat(refuses(Arrays.copyOf(good, length), read, write)).as("%d bytes", length).isTrue();
        }
        assertThat(refuses(Arrays.copyOf(good, good.length + 1), read, write)).isTrue();

        int step = 1 + 8 * good.length / MAX_FLIPS;
        for (int bit = 0; bit < 8 * good.length; bit += step) {
            byte[] altered = good.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            refuses(altered, read, write);
        }
        Random random = new Random(4);
        for (int run = 0; run < RANDOM_RUNS; run++) {
            byte[] noise = good.clone();
            int from = random.nextInt(good.length);
            for (int i = from; i < Math.min(good.length, from + 1 + random.nextInt(40)); i++) {
                noise[i] = run % 3 == 0 ? -1 : (byte) random.nextInt();
            }
            refuses(noise, read, write);
        }
    }

    /** Whether the decoder refuses these bytes; if it takes them, they are the value's one encoding. */
    public static <T> boolean refuses(byte[] bytes, Function<Reader, T> read, BiConsumer<T, Writer> write) {
        T value;
        try {
            value = decode(bytes, read);
        } catch (Malformed expected) {
            return true;
        }
        assertThat(encode(value, write)).isEqualTo(bytes);
        return false;
    }

    public static <T> byte[] encode(T value, BiConsumer<T, Writer> write) {
        Writer writer = new Writer(64);
        write.accept(value, writer);
        return writer.toBytes();
    }

    public static <T> T decode(byte[] bytes, Function<Reader, T> read) {
        Reader reader = new Reader(bytes);
        T value = read.apply(reader);
        reader.end();
        return value;
    }
}
