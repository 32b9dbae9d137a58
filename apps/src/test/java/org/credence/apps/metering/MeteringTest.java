package org.credence.apps.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.credence.apps.metering.Consortium.CHAIN;
import static org.credence.apps.metering.Consortium.JULY;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Writer;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.crypto.Signer;
import org.credence.ledger.Code;
import org.credence.ledger.LedgerCode;
import org.credence.ledger.Rejected;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeteringTest {

    private static final Signer OFFICE = Consortium.signer("office");
    private static final Signer METER = Consortium.signer("meter");
    private static final Signer OTHER = Consortium.signer("other");
    private static final Digest ID = Metering.meterId(new byte[]{1, 2}, "ausgrid-12");
    private static final Digest OTHER_ID = Metering.meterId(new byte[]{1, 2}, "ausgrid-13");
    private static final int MONTH = Calendar.month(2011, 7);

    @TempDir
    Path directory;

    private Consortium consortium;
    private long nonce;

    @BeforeEach
    void register() {
        consortium = new Consortium(directory, new MeteringRules(96, 48, 3));
        assertThat(consortium.execute(Metering.register(CHAIN, OFFICE, 1, ID, METER, "jiangsu"),
                Metering.register(CHAIN, OFFICE, 2, OTHER_ID, OTHER, "jiangsu")))
                .containsExactly("ACCEPTED", "ACCEPTED");
    }

    @AfterEach
    void close() {
        consortium.close();
    }

    private Transaction submit(Reading... readings) {
        return Metering.submit(CHAIN, METER, ++nonce, ID, List.of(readings));
    }

    private static Reading at(int halfHour, int wattHours) {
        return new Reading(JULY + halfHour, wattHours);
    }

    private void assertRefused(Transaction transaction, Code code, String field) {
        assertThatThrownBy(() -> consortium.applications.check(CHAIN, transaction)).isInstanceOfSatisfying(
                Rejected.class,
                rejected -> {
                    assertThat(rejected.code()).isEqualTo(code);
                    assertThat(rejected.field()).isEqualTo(field);
                });
    }

    @Test
    void totalsReadingsPerDayMonthAndRegion() {
        assertThat(consortium.execute(submit(at(0, 392), at(1, 578), at(48, 100)), submit(at(2, 1000))))
                .containsExactly(
                        "ACCEPTED", "ACCEPTED");
        MonthRecord month = consortium.view().month(ID, MONTH).orElseThrow();
        assertThat(month.wattHours()).isEqualTo(2070);
        assertThat(month.wattHours(0)).isEqualTo(1970);
        assertThat(month.wattHours(1)).isEqualTo(100);
        assertThat(month.readings()).isEqualTo(4);
        assertThat(month.present(0, 2)).isTrue();
        assertThat(month.present(0, 3)).isFalse();
        assertThat(consortium.view().meter(ID).orElseThrow())
                .isEqualTo(new MeterRecord(METER.publicKey(), "jiangsu", JULY + 49));
        assertThat(consortium.view().region("jiangsu", 0)).isEqualTo(new RegionTotal(2070, 4));
        assertThat(consortium.view().region("elsewhere", 0)).isEqualTo(RegionTotal.NONE);
    }

    @Test
    void aTransactionMaySpanMonthsAndEpochs() {
        int august = 31 * 48;
        consortium.execute(submit(at(august - 1, 5), at(august, 7), at(august - 2, 9)));
        assertThat(consortium.view().month(ID, MONTH).orElseThrow().wattHours()).isEqualTo(14);
        assertThat(consortium.view().month(ID, MONTH + 1).orElseThrow().wattHours()).isEqualTo(7);
        consortium.execute(submit(at(august + 1, 11)));
        assertThat(consortium.view().region("jiangsu", 0)).as("height 2").isEqualTo(new RegionTotal(21, 3));
        assertThat(consortium.view().region("jiangsu", 1)).as("height 3").isEqualTo(new RegionTotal(11, 1));
    }

    @Test
    void takesSealedSectionsFromAGatewayOfTwoMeters() {
        Section one = Metering.seal(CHAIN, ID, List.of(at(0, 1), at(1, 2)), METER);
        Section two = Metering.seal(CHAIN, OTHER_ID, List.of(at(0, 4)), OTHER);
        assertThat(consortium.execute(Metering.relay(CHAIN, OFFICE, 3, List.of(one, two)))).containsExactly("ACCEPTED");
        assertThat(consortium.view().month(ID, MONTH).orElseThrow().wattHours()).isEqualTo(3);
        assertThat(consortium.view().month(OTHER_ID, MONTH).orElseThrow().wattHours()).isEqualTo(4);
        assertThat(consortium.execute(Metering.relay(CHAIN, OTHER, 1, List.of(two))))
                .containsExactly("DUPLICATE_INTERVAL");
    }

    @Test
    void allOrNothing() {
        consortium.execute(submit(at(5, 1)));
        assertThat(consortium.execute(submit(at(4, 1), at(5, 1)))).containsExactly("DUPLICATE_INTERVAL");
        assertThat(consortium.view().month(ID, MONTH).orElseThrow().readings()).isEqualTo(1);
        assertThat(consortium.view().meter(ID).orElseThrow().next()).isEqualTo(JULY + 6);
    }

    @Test
    void rejectsASecondRegistration() {
        assertThat(consortium.execute(Metering.register(CHAIN, OTHER, 1, ID, OTHER, "x")))
                .containsExactly("METER_EXISTS");
        assertThat(consortium.view().meter(ID).orElseThrow().key()).isEqualTo(METER.publicKey());
    }

    @Test
    void rejectsAnUnknownMeter() {
        Transaction transaction =
                Metering.submit(CHAIN, METER, ++nonce, Consortium.digest("nobody"), List.of(at(0, 1)));
        assertThat(consortium.execute(transaction)).containsExactly("UNKNOWN_METER");
    }

    @Test
    void rejectsAnotherKeysReadings() {
        assertThat(consortium.execute(Metering.submit(CHAIN, OTHER, 1, ID, List.of(at(0, 1))),
                Metering.relay(CHAIN, OFFICE, 3, List.of(Metering.seal(CHAIN, ID, List.of(at(0, 1)), OTHER)))))
                .containsExactly("WRONG_SIGNATURE", "WRONG_SIGNATURE");
    }

    @Test
    void admissionRefusesSignaturesThatDoNotVerify() {
        Section sealed = Metering.seal(CHAIN, ID, List.of(at(0, 1)), METER);
        Section altered = new Section(ID, List.of(at(0, 2)), sealed.warrant());
        assertRefused(Metering.relay(CHAIN, OFFICE, 3, List.of(altered)), MeteringCode.WRONG_SIGNATURE,
                "section.signature");
        Section elsewhere = Metering.seal(Consortium.digest("other chain"), ID, List.of(at(0, 1)), METER);
        assertRefused(Metering.relay(CHAIN, OFFICE, 3, List.of(elsewhere)), MeteringCode.WRONG_SIGNATURE,
                "section.signature");
        Transaction bySomebodyElse = transaction(OTHER,
                Operation.decode(Metering.register(CHAIN, OFFICE, 9, ID, METER, "x").payload()).encoded());
        assertRefused(bySomebodyElse, MeteringCode.WRONG_SIGNATURE, "register.proof");
    }

    @Test
    void rejectsADuplicateInterval() {
        assertThat(consortium.execute(submit(at(0, 1), at(0, 2)), submit(at(0, 3)), submit(at(0, 4)))).containsExactly(
                "DUPLICATE_INTERVAL", "ACCEPTED", "DUPLICATE_INTERVAL");
    }

    @Test
    void rejectsNegativeAndAbsurdReadings() {
        Transaction negative = submit(at(0, 1), at(1, -1));
        assertRefused(negative, MeteringCode.NEGATIVE_READING, "reading.wattHours");
        Transaction absurd = submit(at(1, Metering.WATT_HOURS + 1));
        assertRefused(absurd, MeteringCode.ABSURD_READING, "reading.wattHours");
        assertThat(consortium.order(negative, absurd, submit(at(1, Metering.WATT_HOURS), at(2, 0)))).containsExactly(
                "NEGATIVE_READING", "ABSURD_READING", "ACCEPTED");
    }

    @Test
    void rejectsStaleReadingsRelativeToTheMetersNewest() {
        assertThat(consortium.execute(submit(at(200, 1)), submit(at(103, 1)), submit(at(104, 1)))).containsExactly(
                "ACCEPTED", "STALE_READING", "ACCEPTED");
    }

    @Test
    void rejectsReadingsAheadOfTheBlocksTime() {
        consortium.time((JULY + 10) * Metering.INTERVAL_MS);
        assertThat(consortium.execute(submit(at(59, 1)), submit(at(58, 1)))).containsExactly("FUTURE_READING",
                "ACCEPTED");
    }

    @Test
    void rejectsMoreThan512Readings() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < 512; i++) {
            readings.add(at(i, 1));
        }
        assertThat(consortium.execute(submit(readings.toArray(Reading[]::new)))).containsExactly("ACCEPTED");
        readings.add(at(512, 1));
        Transaction tooMany = submit(readings.toArray(Reading[]::new));
        assertRefused(tooMany, MeteringCode.TOO_MANY_READINGS, "section.readings");
        assertThat(consortium.order(tooMany)).containsExactly("TOO_MANY_READINGS");
    }

    @Test
    void malformedPayloadsFailWithoutHarm() {
        byte[] good = submit(at(0, 1)).payload();
        assertRefused(transaction(METER, new byte[0]), LedgerCode.MALFORMED, "payload.operation");
        assertRefused(transaction(METER, new byte[]{3}), LedgerCode.MALFORMED, "payload.operation");
        assertRefused(transaction(METER, new Writer(99).raw(good).u8(0).toBytes()), LedgerCode.MALFORMED,
                "payload.end");
        byte[] none = new Writer(99).u8(2).u32(0).toBytes();
        assertRefused(transaction(METER, none), LedgerCode.MALFORMED, "payload.submit.sections");
        assertThat(consortium.order(transaction(METER, none))).containsExactly("MALFORMED");
        for (int length = 0; length < good.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(good, length);
            assertThatThrownBy(() -> consortium.applications.check(CHAIN, transaction(METER, cut)))
                    .isInstanceOfSatisfying(Rejected.class, e -> assertThat(e.code()).isEqualTo(LedgerCode.MALFORMED));
        }
    }

    @Test
    void everyAnswerCanBeProven() {
        consortium.execute(submit(at(0, 392)));
        Digest root = consortium.ledger.stateRoot();
        StateKey key = Metering.monthKey(ID, MONTH);
        StateProof proof = StateProof.decode(consortium.ledger.newest().prove(key).encoded());
        assertThat(proof.proves(key, 2, root)).isTrue();
        assertThat(MonthRecord.decode(proof.value().orElseThrow()).wattHours()).isEqualTo(392);
        StateKey absent = Metering.monthKey(ID, MONTH + 1);
        assertThat(consortium.ledger.newest().prove(absent).proves(absent, 2, root)).isTrue();
    }

    private Transaction transaction(Signer sender, byte[] payload) {
        return new Transaction.Unsigned(CHAIN, sender.publicKey(), 1000 + ++nonce, Metering.APPLICATION, payload)
                .signed(Consortium.UNSIGNED);
    }
}
