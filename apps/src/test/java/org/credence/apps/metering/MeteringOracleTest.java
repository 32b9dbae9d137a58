package org.credence.apps.metering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.credence.apps.metering.Consortium.CHAIN;
import static org.credence.apps.metering.Consortium.JULY;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.crypto.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random submissions against plain maps of readings. */
class MeteringOracleTest {
    private static final int METERS = 5;
    private static final int STALE = 300;

    @TempDir
    Path directory;

    private final Random random = new Random(17);
    private final List<Signer> signers = new ArrayList<>();
    private final List<Digest> ids = new ArrayList<>();
    private final List<Map<Integer, Integer>> accepted = new ArrayList<>();
    private final Map<Long, Long> regionPerEpoch = new TreeMap<>();
    private long nonce;

    /** What the application must say, and on acceptance what it must remember. */
    private String expect(int meter, List<Reading> readings, long height) {
        Map<Integer, Integer> after = new TreeMap<>(accepted.get(meter));
        for (Reading reading : readings) {
            int newest = after.keySet().stream().max(Comparator.naturalOrder()).orElse(0);
            if (reading.wattHours() < 0) {
                return "NEGATIVE_READING";
            }
            if (reading.wattHours() > 100_000) {
                return "ABSURD_READING";
            }
            if (reading.interval() < newest - STALE) {
                return "STALE_READING";
            }
            if (after.putIfAbsent(reading.interval(), reading.wattHours()) != null) {
                return "DUPLICATE_INTERVAL";
            }
        }
        accepted.set(meter, after);
        regionPerEpoch.merge(height / 10, readings.stream().mapToLong(Reading::wattHours).sum(), Long::sum);
        return "ACCEPTED";
    }

    private List<Reading> readings(int meter) {
        int base = JULY + accepted.get(meter).size() + random.nextInt(40);
        List<Reading> readings = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int wattHours = random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(3_000);
            int interval = base + i - (random.nextInt(30) == 0 ? 2 * STALE : 0) + (random.nextInt(50) == 0 ? 1_500 : 0);
            readings.add(new Reading(interval, wattHours));
        }
        return readings;
    }

    @Test
    void totalsAreThoseOfTheReadingsTakenIn() {
        try (Consortium consortium = new Consortium(directory, new MeteringRules(STALE, 48, 10))) {
            for (int meter = 0; meter < METERS; meter++) {
                signers.add(Consortium.signer("meter" + meter));
                ids.add(Metering.meterId(new byte[]{9}, "meter" + meter));
                accepted.add(new TreeMap<>());
                consortium.execute(
                        Metering.register(CHAIN, signers.get(meter), ++nonce, ids.get(meter), signers.get(meter), "r"));
            }
            for (int block = 0; block < 250; block++) {
                List<Transaction> transactions = new ArrayList<>();
                List<String> expected = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    int meter = random.nextInt(METERS);
                    List<Reading> readings = readings(meter);
                    transactions.add(random.nextBoolean()
                            ? Metering.submit(CHAIN, signers.get(meter), ++nonce, ids.get(meter), readings)
                            : Metering.relay(CHAIN, signers.get(0), ++nonce,
                                    List.of(Metering.seal(CHAIN, ids.get(meter), readings, signers.get(meter)))));
                    expected.add(expect(meter, readings, consortium.ledger.height() + 1));
                }
                assertThat(consortium.order(transactions.toArray(Transaction[]::new))).isEqualTo(expected);
            }
            for (int meter = 0; meter < METERS; meter++) {
                assertMonths(consortium, meter);
            }
            regionPerEpoch.forEach((epoch, wattHours) -> assertThat(consortium.view().region("r", epoch).wattHours())
                    .isEqualTo(wattHours));
        }
    }

    private void assertMonths(Consortium consortium, int meter) {
        Map<Integer, Long> perMonth = new TreeMap<>();
        accepted.get(meter).forEach((interval, wattHours) -> {
            LocalDateTime time = LocalDateTime.ofEpochSecond(interval * 1_800L, 0, ZoneOffset.UTC);
            int month = Calendar.month(time.getYear(), time.getMonthValue());
            perMonth.merge(month, (long) wattHours, Long::sum);
            MonthRecord record = consortium.view().month(ids.get(meter), month).orElseThrow();
            assertThat(record.present(time.getDayOfMonth() - 1, time.getHour() * 2 + time.getMinute() / 30)).isTrue();
        });
        assertThat(perMonth).isNotEmpty();
        perMonth.forEach((month, wattHours) -> {
            MonthRecord record = consortium.view().month(ids.get(meter), month).orElseThrow();
            assertThat(record.wattHours()).isEqualTo(wattHours);
            long days = 0;
            for (int day = 0; day < 31; day++) {
                days += record.wattHours(day);
            }
            assertThat(days).isEqualTo(wattHours);
        });
        assertThat(consortium.view().meter(ids.get(meter)).orElseThrow().next())
                .isEqualTo(1 + accepted.get(meter).keySet().stream().max(Comparator.naturalOrder()).orElseThrow());
    }
}
