package org.credence.reputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.credence.base.codec.Malformed;
import org.junit.jupiter.api.Test;

/** The credit model that is shipped computes the same on every machine, for ever. */
class ShippedModelTest {

    private static final Path VECTORS = Path.of("src/test/resources/credit-vectors.txt");
    private static final int COUNT = 1_200;

    private static byte[] file() throws IOException {
        try (InputStream in = Objects.requireNonNull(CreditModel.class.getResourceAsStream("credit.model"))) {
            return in.readAllBytes();
        }
    }

    private static Indicators drawn(SplittableRandom random) {
        List<Long> most = List.of(3_000L, 40L, 1_100L, 1_100L, 6_000L, 250L, 1L, (long) Fixed.ONE);
        return new Indicators(most.stream().map(limit -> random.nextInt(4) == 0 ? 0 : random.nextLong(limit + 1))
                .toList());
    }

    /** Rewrite with {@code -Dgolden.write=true} only with a new model. */
    @Test
    void everyGoldenVectorHolds() throws IOException {
        CreditModel model = CreditModel.decode(file());
        if (Boolean.getBoolean("golden.write")) {
            SplittableRandom random = new SplittableRandom(1);
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < COUNT; i++) {
                Indicators indicators = drawn(random);
                lines.add(indicators.values().stream().map(String::valueOf).collect(Collectors.joining(" ")) + " "
                        + model.assess(indicators));
            }
            Files.write(VECTORS, lines);
        }
        List<String> lines = Files.readAllLines(VECTORS);
        assertThat(lines).hasSize(COUNT);
        for (String line : lines) {
            List<Long> numbers = Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
            assertThat((long) model.assess(new Indicators(numbers.subList(0, 8)))).as(line).isEqualTo(numbers.get(8));
        }
    }

    @Test
    void itsFileHasOneEncoding() throws IOException {
        assertThat(CreditModel.decode(file()).encoded()).isEqualTo(file());
    }

    @Test
    void aFileThatIsCutOrLongerByOneByteIsRefused() throws IOException {
        byte[] file = file();
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> CreditModel.decode(Arrays.copyOf(file, file.length - 1)));
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> CreditModel.decode(Arrays.copyOf(file, file.length + 1)));
    }

    /** A member with another file finds out by its digest before it computes with it. */
    @Test
    void anyOtherByteIsAnotherModelOrNone() throws IOException {
        byte[] file = file();
        var digest = CreditModel.decode(file).digest();
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 500; i++) {
            byte[] other = file.clone();
            other[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(CreditModel.decode(other).digest()).isNotEqualTo(digest);
            } catch (Malformed refused) {
                assertThat(refused.field()).isNotEmpty();
            }
        }
    }

    @Test
    void whoBehavesBetterDeservesMore() throws IOException {
        CreditModel model = CreditModel.decode(file());
        int good = model.assess(new Indicators(List.of(120L, 0L, 0L, 2L, 10L, 100L, 0L, (long) Fixed.ONE)));
        int absent = model.assess(new Indicators(List.of(120L, 0L, 600L, 600L, 10L, 100L, 0L, (long) Fixed.ONE)));
        int slow = model.assess(new Indicators(List.of(120L, 0L, 0L, 400L, 3_000L, 100L, 0L, (long) Fixed.ONE)));
        int guilty = model.assess(new Indicators(List.of(120L, 0L, 0L, 2L, 10L, 100L, 1L, (long) Fixed.ONE)));
        assertThat(good).isGreaterThan(Fixed.percent(80)).isGreaterThan(absent).isGreaterThan(slow)
                .isGreaterThan(guilty);
    }
}
