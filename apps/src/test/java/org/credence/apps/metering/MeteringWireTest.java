package org.credence.apps.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.credence.apps.InvalidParameter;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.codec.Malformed;
import org.junit.jupiter.api.Test;

/** The bytes that clients in other languages depend on. */
class MeteringWireTest {
    private static final Digest ID = filled(0x11);
    private static final PublicKey KEY = new PublicKey(filled(0x22));
    private static final Signature SIGNATURE = new Signature(filled(0x33), filled(0x44));

    private static Digest filled(int value) {
        return Digest.parse(HexFormat.of().toHexDigits((byte) value).repeat(32));
    }

    private static String repeated(String hex) {
        return hex.repeat(32);
    }

    private static void assertWire(Operation operation, String hex) {
        assertThat(HexFormat.of().formatHex(operation.encoded())).isEqualTo(hex);
        assertThat(Operation.decode(HexFormat.of().parseHex(hex))).isEqualTo(operation);
    }

    @Test
    void registration() {
        assertWire(new Operation.Register(ID, KEY, "js-1", SIGNATURE), "01" + repeated("11") + repeated("22")
                + "00000004" + "6a732d31" + repeated("33") + repeated("44"));
    }

    @Test
    void readingsOfTheSenderAndOfASealedSection() {
        Section own = new Section(ID, List.of(new Reading(727_488, 392), new Reading(1, -2)), new Section.BySender());
        Section sealed = new Section(ID, List.of(new Reading(2, 3)), new Section.Sealed(KEY, SIGNATURE));
        assertWire(new Operation.Submit(List.of(own, sealed)), "02" + "00000002"
                + repeated("11") + "00000002" + "000b19c0" + "00000188" + "00000001" + "fffffffe" + "00"
                + repeated("11") + "00000001" + "00000002" + "00000003" + "01" + repeated("22") + repeated("33")
                + repeated("44"));
    }

    @Test
    void recordsOfTheState() {
        MeterRecord meter = new MeterRecord(KEY, "js-1", 9);
        assertThat(HexFormat.of().formatHex(meter.encoded()))
                .isEqualTo(repeated("22") + "00000004" + "6a732d31" + "00000009");
        assertThat(MeterRecord.decode(meter.encoded())).isEqualTo(meter);
        RegionTotal total = new RegionTotal(258, 3);
        assertThat(HexFormat.of().formatHex(total.encoded())).isEqualTo("0000000000000102" + "0000000000000003");
        assertThat(RegionTotal.decode(total.encoded())).isEqualTo(total);
        MonthRecord month = new MonthRecord();
        month.add(0, 0, 5);
        month.add(1, 47, 6);
        month.add(30, 20, 7);
        String hex = HexFormat.of().formatHex(month.encoded());
        assertThat(hex).startsWith("0000000000000012" + "800000000000" + "00000005" + "000000000001" + "00000006")
                .endsWith("000008000000" + "00000007").hasSize(2 * (8 + 310));
        assertThat(MonthRecord.decode(month.encoded()).encoded()).isEqualTo(month.encoded());
    }

    @Test
    void keysOfTheState() {
        assertThat(Metering.meterKey(ID)).hasToString("key 000101" + repeated("11"));
        assertThat(Metering.monthKey(ID, 498)).hasToString("key 000102" + repeated("11") + "000001f2");
        assertThat(Metering.regionKey("js", 7)).hasToString("key 000103" + "00000002" + "6a73" + "0000000000000007");
    }

    @Test
    void regionsAreShortWords() {
        for (String region : List.of("", "a b", "x".repeat(17), "größe", "a/b")) {
            assertThatThrownBy(() -> new Operation.Register(ID, KEY, region, SIGNATURE)).isInstanceOf(Malformed.class)
                    .hasMessageContaining("register.region");
        }
    }

    @Test
    void codesNeverChange() {
        assertThat(MeteringCode.values()).extracting(code -> code.number() + " " + code).containsExactly(
                "100 METER_EXISTS", "101 UNKNOWN_METER", "102 WRONG_SIGNATURE", "103 DUPLICATE_INTERVAL",
                "104 NEGATIVE_READING", "105 ABSURD_READING", "106 STALE_READING", "107 FUTURE_READING",
                "108 TOO_MANY_READINGS");
    }

    @Test
    void rulesComeFromTheGenesisAndNameWhatIsWrong() {
        assertThat(MeteringRules.of(Map.of())).isEqualTo(MeteringRules.DEFAULT);
        assertThat(MeteringRules.of(Map.of("epochLength", "7", "staleAfterIntervals", "96")))
                .isEqualTo(new MeteringRules(96, 48, 7));
        assertThatThrownBy(() -> MeteringRules.of(Map.of("epochLength", "0"))).isInstanceOf(InvalidParameter.class)
                .hasMessage("metering.epochLength: is 0, limits 1 to 1000000");
        assertThatThrownBy(() -> MeteringRules.of(Map.of("epochLength", "x"))).isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("'x' is no whole number");
        assertThatThrownBy(() -> MeteringRules.of(Map.of("epoch", "1"))).isInstanceOf(InvalidParameter.class)
                .hasMessageContaining("metering.epoch: is unknown");
    }
}
