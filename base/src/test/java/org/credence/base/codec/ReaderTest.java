package org.credence.base.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.credence.base.Digest;
import org.credence.base.Limits;
import org.credence.base.Samples;
import org.junit.jupiter.api.Test;

class ReaderTest {

    @Test
    void readsBackWhatWasWritten() {
        Samples samples = new Samples(11);
        for (int i = 0; i < 500; i++) {
            int small = samples.random().nextInt(1 << 16);
            int number = samples.random().nextInt(Integer.MAX_VALUE);
            long large = samples.number();
            Digest digest = samples.digest();
            byte[] bytes = samples.bytes(samples.random().nextInt(50));
            List<Digest> digests = List.of(digest, Digest.ZERO);
            Reader reader = new Reader(new Writer(0).u8(small & 0xff).u8(i & 1).u16(small).u32(number).u64(large)
                    .digest(digest).bytes(bytes).list(digests, (d, w) -> w.digest(d)).raw(bytes).toBytes());
            assertThat(reader.u8("a")).isEqualTo(small & 0xff);
            assertThat(reader.flag("b")).isEqualTo((i & 1) == 1);
            assertThat(reader.u16("c")).isEqualTo(small);
            assertThat(reader.u32("d", number)).isEqualTo(number);
            assertThat(reader.u64("e")).isEqualTo(large);
            assertThat(reader.digest("f")).isEqualTo(digest);
            assertThat(reader.bytes("g", bytes.length)).isEqualTo(bytes);
            assertThat(reader.list("h", 2, r -> r.digest("h"))).isEqualTo(digests);
            assertThat(reader.remaining()).isEqualTo(bytes.length);
            assertThat(reader.raw("i", bytes.length)).isEqualTo(bytes);
            reader.end();
        }
    }

    @Test
    void bigEndianAndUnsigned() {
        assertThat(new Writer(0).u16(0xfffe).u32(0x01020304).u64(0x7fL << 56).toBytes())
                .containsExactly(0xff, 0xfe, 1, 2, 3, 4, 0x7f, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void numbersAboveTheirLimitNameTheFieldAndTheLimit() {
        refused("n", "is 8, limit 7", reader -> reader.u32("n", 7), 0, 0, 0, 8);
        refused("n", "is 4294967295, limit 2147483647", reader -> reader.u32("n", Integer.MAX_VALUE), -1, -1, -1, -1);
        refused("n", "is 18446744073709551615, limit 2^63-1", reader -> reader.u64("n"), -1, -1, -1, -1, -1, -1, -1,
                -1);
        refused("m", "is 256, limit 255", reader -> reader.member("m"), 1, 0);
        refused("f", "is 2, must be 0 or 1", reader -> reader.flag("f"), 2);
        assertThat(new Reader(new byte[]{0, 0, 0, 7}).u32("n", 7)).isEqualTo(7);
        assertThat(new Reader(new byte[]{0, -1}).member("m")).isEqualTo(Limits.COMMITTEE - 1);
    }

    @Test
    void lengthsAndCountsBeyondTheInputAllocateNothing() {
        int huge = Integer.MAX_VALUE;
        refused("b", "needs 2147483647 bytes, 0 left", reader -> reader.bytes("b", huge), 0x7f, -1, -1, -1);
        refused("l", "needs 2147483647 bytes, 1 left", reader -> reader.list("l", huge, r -> r.u8("l")), 0x7f, -1, -1,
                -1, 0);
        refused("l", "is 3, limit 2", reader -> reader.list("l", 2, r -> r.u8("l")), 0, 0, 0, 3, 1, 1, 1);
        refused("r", "needs 2147483647 bytes, 1 left", reader -> reader.raw("r", huge), 0);
    }

    @Test
    void theTypeAndVersionMustBeTheExpectedOnes() {
        refused("type", "is 2, must be 1 (TRANSACTION)", reader -> reader.expect(WireType.TRANSACTION), 2, 1);
        refused("version", "is 2, must be 1", reader -> reader.expect(WireType.TRANSACTION), 1, 2);
        refused("version", "needs 1 bytes, 0 left", reader -> reader.expect(WireType.TRANSACTION), 1);
        refused("end", "1 bytes left over", reader -> reader.expect(WireType.TRANSACTION).end(), 1, 1, 0);
    }

    @Test
    void aSliceEndsWhereItWasToldTo() {
        byte[] source = {9, 1, 2, 9};
        Reader reader = new Reader(source, 1, 2);
        assertThat(reader.u16("slice")).isEqualTo(0x0102);
        reader.end();
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> reader.u8("beyond"));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Reader(source, 2, 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> new Reader(source, 2, Integer.MAX_VALUE));
    }

    @Test
    void theWriterCutsNothingDownToSize() {
        List<ThrowingCallable> wrong = List.of(() -> new Writer(0).u8(256), () -> new Writer(0).u8(-1),
                () -> new Writer(0).u16(1 << 16), () -> new Writer(0).u16(-1), () -> new Writer(0).u32(-1),
                () -> new Writer(0).u64(-1));
        assertThat(wrong).allSatisfy(call -> assertThatIllegalArgumentException().isThrownBy(call)
                .withMessageMatching("u\\d+: -?\\d+, must be 0 to \\d+"));
    }

    private static void refused(String field, String problem, Consumer<Reader> read, int... bytes) {
        byte[] source = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            source[i] = (byte) bytes[i];
        }
        assertThatExceptionOfType(Malformed.class).isThrownBy(() -> read.accept(new Reader(source)))
                .withMessage(field + ": " + problem).extracting(Malformed::field).isEqualTo(field);
    }
}
