package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MonthRecord;
import org.credence.apps.metering.RegionTotal;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.codec.Reader;
import org.credence.base.proof.StateKey;
import org.credence.node.api.CertifiedState.Certified;
import org.credence.node.api.CertifiedState.Held;

/** Answers what the state holds, each with the proof of it or of its absence and the header that vouches for it. */
final class StateApi {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private final CertifiedState state;

    StateApi(CertifiedState state) {
        this.state = state;
    }

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Meter(String id, boolean present, Optional<String> key, Optional<String> region,
            Optional<Integer> nextInterval, Certified certified) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Period(String meter, String period, boolean present, Optional<Long> wattHours, Optional<Integer> readings,
            Certified certified) {}

    /** {@code missing} lists the half hours of the day, 0 to 47, without a reading. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Day(String meter, String date, boolean present, Optional<Integer> wattHours, Optional<int[]> missing,
            Certified certified) {}

    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Region(String region, long epoch, boolean present, Optional<Long> wattHours, Optional<Long> readings,
            Certified certified) {}

    /** {@code highestNonce} is the highest that the sender has used; any above it is free. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Account(String key, boolean present, Optional<Long> highestNonce, Certified certified) {}

    /** {@code GET /v1/meters/{id}}. */
    Answer meter(Call call) {
        call.allowOnly(Set.of());
        Digest id = call.digest("id");
        Held held = state.read(Metering.meterKey(id));
        Optional<MeterRecord> meter = held.value().map(MeterRecord::decode);
        return Answer.json(new Meter(id.hex(), meter.isPresent(), meter.map(m -> m.key().hex()),
                meter.map(MeterRecord::region), meter.map(MeterRecord::next), held.certified()));
    }

    /** {@code GET /v1/meters/{id}/periods/{period}}. */
    Answer period(Call call) {
        call.allowOnly(Set.of());
        Digest id = call.digest("id");
        YearMonth period = period(call.text("period"));
        Held held = state.read(monthKey(id, period));
        Optional<MonthRecord> month = held.value().map(MonthRecord::decode);
        return Answer.json(new Period(id.hex(), period.toString(), month.isPresent(),
                month.map(MonthRecord::wattHours), month.map(MonthRecord::readings), held.certified()));
    }

    /** {@code GET /v1/meters/{id}/days/{date}}. */
    Answer day(Call call) {
        call.allowOnly(Set.of());
        Digest id = call.digest("id");
        LocalDate date = date(call.text("date"));
        int day = date.getDayOfMonth() - 1;
        Held held = state.read(monthKey(id, YearMonth.from(date)));
        Optional<MonthRecord> month = held.value().map(MonthRecord::decode);
        return Answer.json(new Day(id.hex(), date.toString(), month.isPresent(), month.map(m -> m.wattHours(day)),
                month.map(m -> missing(m, day)), held.certified()));
    }

    /** {@code GET /v1/regions/{region}/epochs/{epoch}}. */
    Answer region(Call call) {
        call.allowOnly(Set.of());
        String region = call.text("region");
        if (!region.matches("[A-Za-z0-9-]{1," + Metering.REGION_LENGTH + "}")) {
            throw ApiException.field("path.region", "is no region",
                    "1 to " + Metering.REGION_LENGTH + " letters, digits or dashes");
        }
        long epoch = call.number("epoch", 0, Long.MAX_VALUE);
        Held held = state.read(Metering.regionKey(region, epoch));
        Optional<RegionTotal> total = held.value().map(RegionTotal::decode);
        return Answer.json(new Region(region, epoch, total.isPresent(), total.map(RegionTotal::wattHours),
                total.map(RegionTotal::readings), held.certified()));
    }

    /** {@code GET /v1/accounts/{key}}. */
    Answer account(Call call) {
        call.allowOnly(Set.of());
        PublicKey key = call.key("key");
        Held held = state.read(StateKey.account(key));
        return Answer.json(new Account(key.hex(), held.value().isPresent(),
                held.value().map(record -> new Reader(record).u64("account.highest")), held.certified()));
    }

    private static StateKey monthKey(Digest meter, YearMonth month) {
        return Metering.monthKey(meter, Calendar.month(month.getYear(), month.getMonthValue()));
    }

    private static int[] missing(MonthRecord month, int day) {
        return IntStream.range(0, Metering.INTERVALS_PER_DAY).filter(halfHour -> !month.present(day, halfHour))
                .toArray();
    }

    private static YearMonth period(String text) {
        try {
            return inRange(YearMonth.parse(text), YearMonth::getYear);
        } catch (DateTimeException e) {
            throw ApiException.field("path.period", "is no month", "YYYY-MM from 1970-01 to 9999-12");
        }
    }

    private static LocalDate date(String text) {
        try {
            return inRange(LocalDate.parse(text), LocalDate::getYear);
        } catch (DateTimeException e) {
            throw ApiException.field("path.date", "is no date", "YYYY-MM-DD from 1970-01-01 to 9999-12-31");
        }
    }

    private static <T> T inRange(T date, ToIntFunction<T> year) {
        if (year.applyAsInt(date) < FIRST_YEAR || year.applyAsInt(date) > LAST_YEAR) {
            throw new DateTimeException("year " + year.applyAsInt(date));
        }
        return date;
    }
}
