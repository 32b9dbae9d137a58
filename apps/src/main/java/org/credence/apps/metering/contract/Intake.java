package org.credence.apps.metering.contract;

import org.credence.apps.metering.Calendar;
import org.credence.apps.metering.MeterRecord;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.MeteringCode;
import org.credence.apps.metering.MeteringRules;
import org.credence.apps.metering.MonthRecord;
import org.credence.apps.metering.Reading;
import org.credence.apps.metering.RegionTotal;
import org.credence.apps.metering.Section;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.proof.StateKey;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Rejected;
import org.credence.ledger.State;

/** Takes the sections of one transaction into the state. */
final class Intake {

    private final MeteringRules rules;
    private final BlockContext block;
    private final State state;

    Intake(MeteringRules rules, BlockContext block, State state) {
        this.rules = rules;
        this.block = block;
        this.state = state;
    }

    /** Adds all readings of a section, or throws. */
    void add(Section section, PublicKey sender) {
        StateKey meterKey = Metering.meterKey(section.meterId());
        MeterRecord meter = state.value(meterKey).map(MeterRecord::decode)
                .orElseThrow(() -> new Rejected(MeteringCode.UNKNOWN_METER, "section.meterId",
                        section.meterId().brief() + " is not registered"));
        requireOwn(section, sender, meter);
        int next = meter.next();
        long wattHours = 0;
        Months months = new Months(section.meterId());
        for (Reading reading : section.readings()) {
            MeteringApplication.checkAmount(reading);
            checkTime(reading.interval(), next);
            months.add(reading);
            next = Math.max(next, reading.interval() + 1);
            wattHours += reading.wattHours();
        }
        months.save();
        state.put(meterKey, new MeterRecord(meter.key(), meter.region(), next).encoded());
        addToRegion(meter.region(), wattHours, section.readings().size());
    }

    private static void requireOwn(Section section, PublicKey sender, MeterRecord meter) {
        PublicKey signer = switch (section.warrant()) {
            case Section.BySender() -> sender;
            case Section.Sealed sealed -> sealed.key();
        };
        if (!signer.equals(meter.key())) {
            throw new Rejected(MeteringCode.WRONG_SIGNATURE, "section.signature",
                    "is by key " + signer.bytes().brief() + ", the meter has another");
        }
    }

    private void checkTime(int interval, int next) {
        if (interval + (long) rules.staleAfterIntervals() + 1 < next) {
            throw new Rejected(MeteringCode.STALE_READING, "reading.interval", interval + " is more than "
                    + rules.staleAfterIntervals() + " behind the meter's newest, " + (next - 1));
        }
        long latest = block.timeMs() / Metering.INTERVAL_MS + rules.aheadIntervals();
        if (interval > latest || interval == Integer.MAX_VALUE) {
            throw new Rejected(MeteringCode.FUTURE_READING, "reading.interval", interval + ", limit " + latest);
        }
    }

    private void addToRegion(String region, long wattHours, int readings) {
        StateKey key = Metering.regionKey(region, block.height() / rules.epochLength());
        RegionTotal total = state.value(key).map(RegionTotal::decode).orElse(RegionTotal.NONE);
        state.put(key, total.plus(wattHours, readings).encoded());
    }

    /** The months of one meter, one at a time: successive readings mostly fall into the same. */
    private final class Months {

        private static final int NONE = -1;

        private final Digest meterId;
        private int month = NONE;
        private int firstDay;
        private int daysAfter;
        private MonthRecord record = new MonthRecord();

        Months(Digest meterId) {
            this.meterId = meterId;
        }

        void add(Reading reading) {
            int day = Calendar.dayOf(reading.interval());
            if (month == NONE || day < firstDay || day >= daysAfter) {
                save();
                turnTo(Calendar.monthOf(day));
            }
            int halfHour = reading.interval() % Metering.INTERVALS_PER_DAY;
            if (record.present(day - firstDay, halfHour)) {
                throw new Rejected(MeteringCode.DUPLICATE_INTERVAL, "reading.interval",
                        reading.interval() + " has a reading already");
            }
            record.add(day - firstDay, halfHour, reading.wattHours());
        }

        void save() {
            if (month != NONE) {
                state.put(Metering.monthKey(meterId, month), record.encoded());
            }
        }

        private void turnTo(int next) {
            month = next;
            firstDay = Calendar.firstDayOf(next);
            daysAfter = Calendar.firstDayOf(next + 1);
            record = state.value(Metering.monthKey(meterId, next)).map(MonthRecord::decode).orElseGet(MonthRecord::new);
        }
    }
}
