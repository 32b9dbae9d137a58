package org.credence.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.credence.consensus.part.EpochLength;
import org.credence.reputation.Consensual;
import org.credence.reputation.CreditModel;
import org.credence.reputation.CreditRules;
import org.credence.reputation.Indicator;
import org.credence.reputation.Indicators;
import org.credence.reputation.Standing;

/** The end of an epoch: what was reported and proven in it becomes credit (P§1.7, P§8.1). */
final class Closing {

    /** The model was trained on epochs of this many blocks: counts of blocks are taken to that. */
    private static final int MODEL_BLOCKS = 1_000;
    /** Whoever was silent longer than this part of the epoch, in thousandths, counts as offline. */
    private static final int HALF = 500;

    private final EpochRecord record;
    private final List<Report> reports;
    private final List<Boolean> faults;
    private final int f;
    private final EpochLength length;

    /** One member's measurements, agreed on, or carried over from before. */
    private record Measures(long rtt, long lag, long missed, long offline, int stale) {}

    /**
     * @param record  the epoch's
     * @param reports by reporter; empty list where a member did not report
     * @param faults  by member, whether one was proven in the epoch
     * @param f       how many reporters may lie
     */
    Closing(EpochRecord record, List<Report> reports, List<Boolean> faults, int f, EpochLength length) {
        this.record = record;
        this.reports = reports;
        this.faults = faults;
        this.f = f;
        this.length = length;
    }

    /** What members have earned by the end of the epoch. */
    List<MemberRecord> earned(CreditModel model) {
        List<Measures> measures = IntStream.range(0, record.members().size()).mapToObj(this::measures).toList();
        long away = measures.stream().filter(m -> m.offline > HALF).count();
        List<MemberRecord> later = new ArrayList<>();
        for (int member = 0; member < measures.size(); member++) {
            later.add(after(member, measures.get(member), away, model));
        }
        return later;
    }

    private MemberRecord after(int member, Measures measures, long away, CreditModel model) {
        Standing before = record.members().get(member).standing();
        boolean fault = faults.get(member);
        Indicators indicators = new Indicators(List.of(measures.rtt, away, measures.offline, measures.missed,
                measures.lag, (long) before.age(), fault || before.barred() > 0 ? 1L : 0L, (long) before.credit()));
        int assessment = model.assess(indicators);
        return new MemberRecord(CreditRules.next(before, assessment, fault), indicators, assessment, measures.stale);
    }

    private Measures measures(int subject) {
        OptionalLong rtt = median(subject, Seen::rttMs);
        if (rtt.isEmpty()) {
            MemberRecord before = record.members().get(subject);
            Indicators known = before.indicators();
            return new Measures(known.of(Indicator.NETWORK_DELAY), known.of(Indicator.CONFIRM_LAG),
                    known.of(Indicator.MISSED_VOTES), known.of(Indicator.OFFLINE_TIME),
                    Math.min(MemberRecord.MOST_STALE, before.stale() + 1));
        }
        long lag = median(subject, Seen::confirmLagMs).orElseThrow();
        long missed = median(subject, Seen::missed).orElseThrow();
        return new Measures(rtt.getAsLong(), lag == Seen.UNKNOWN ? lag : Math.max(0, lag - rtt.getAsLong() / 2),
                Math.min(MODEL_BLOCKS, missed * MODEL_BLOCKS / length.blocks()),
                median(subject, Seen::offline).orElseThrow(), 0);
    }

    private OptionalLong median(int subject, ToIntFunction<Seen> quantity) {
        List<Long> values = new ArrayList<>();
        for (int reporter = 0; reporter < reports.size(); reporter++) {
            List<Seen> seen = reports.get(reporter).seen();
            if (reporter != subject && !seen.isEmpty()) {
                values.add((long) quantity.applyAsInt(seen.get(subject)));
            }
        }
        return Consensual.lowerMedian(values, f);
    }
}
