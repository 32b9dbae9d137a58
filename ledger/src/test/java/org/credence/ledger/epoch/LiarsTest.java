package org.credence.ledger.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.credence.consensus.part.EpochLength;
import org.credence.reputation.CreditModel;
import org.credence.reputation.Indicator;
import org.junit.jupiter.api.Test;

/** D2: what f colluding reporters say never takes a member out of the range that honest ones measured. */
class LiarsTest {

    private static final int SEEDS = 10_000;
    private static final EpochLength LENGTH = new EpochLength(1_000);
    private static final CreditModel MODEL = Committees.model(-4 << 16);
    private static final EpochRecord BEFORE = EpochRecord.first(new Committees(4).constitution);

    private enum Lie {
        HIGH,
        LOW,
        TARGETED,
        OMITTED,
        RANDOM
    }

    /** A drawn epoch. */
    private record Drawn(List<Report> reports, int liars) {}

    private static Seen drawn(SplittableRandom random) {
        return new Seen(random.nextInt(400), random.nextInt(400, 2_000), random.nextInt(1_000), random.nextInt(1_001));
    }

    private static List<Seen> lie(Lie lie, List<Seen> truth, int victim, SplittableRandom random) {
        Seen bad = new Seen(Seen.UNKNOWN, Seen.UNKNOWN, Seen.UNKNOWN, Seen.ALWAYS);
        Seen good = new Seen(0, 0, 0, 0);
        return switch (lie) {
            case HIGH -> truth.stream().map(seen -> bad).toList();
            case LOW -> truth.stream().map(seen -> good).toList();
            case TARGETED -> IntStream.range(0, truth.size()).mapToObj(m -> m == victim ? bad : good).toList();
            case OMITTED -> List.of();
            case RANDOM -> truth.stream().map(seen -> drawn(random)).toList();
        };
    }

    private static Drawn drawn(int members, int f, SplittableRandom random) {
        Lie lie = Lie.values()[random.nextInt(Lie.values().length)];
        int victim = random.nextInt(members);
        List<Report> reports = new ArrayList<>();
        for (int reporter = 0; reporter < members; reporter++) {
            List<Seen> truth = IntStream.range(0, members).mapToObj(m -> drawn(random)).toList();
            reports.add(new Report(0, reporter < f ? lie(lie, truth, victim, random) : truth));
        }
        return new Drawn(reports, f);
    }

    private static void holds(Drawn drawn, int subject, long agreed, ToIntFunction<Seen> quantity, String what) {
        int[] honest = IntStream.range(drawn.liars, drawn.reports.size()).filter(reporter -> reporter != subject)
                .map(reporter -> quantity.applyAsInt(drawn.reports.get(reporter).seen().get(subject))).sorted()
                .toArray();
        assertThat(agreed).as(what).isBetween((long) honest[0], (long) honest[honest.length - 1]);
    }

    @Test
    void nobodyIsTakenOutOfTheHonestRange() {
        int agreedOn = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int members = random.nextInt(4, 14);
            int f = (members - 1) / 3;
            Drawn drawn = drawn(members, f, random);
            EpochRecord record = new EpochRecord(0, BEFORE.seed(), BEFORE.model(),
                    Collections.nCopies(members, MemberRecord.newcomer()),
                    IntStream.range(0, members).boxed().toList());
            List<Boolean> faults = Collections.nCopies(members, false);
            List<MemberRecord> next = new Closing(record, drawn.reports, faults, f, LENGTH).earned(MODEL);
            for (int member = 0; member < members; member++) {
                MemberRecord known = next.get(member);
                if (known.stale() == 0) {
                    agreedOn++;
                    String what = "seed " + seed + ", member " + member;
                    holds(drawn, member, known.indicators().of(Indicator.NETWORK_DELAY), Seen::rttMs, what);
                    holds(drawn, member, known.indicators().of(Indicator.MISSED_VOTES), Seen::missed, what);
                    holds(drawn, member, known.indicators().of(Indicator.OFFLINE_TIME), Seen::offline, what);
                }
            }
        }
        assertThat(agreedOn).isGreaterThan(5 * SEEDS);
    }

    /** The lower median needs 2f + 1 reports; with fewer the positive control finds members outside of the range. */
    @Test
    void withMoreLiarsThanAllowedSomebodyIs() {
        int outside = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Drawn drawn = drawn(7, 4, random);
            EpochRecord record = new EpochRecord(0, BEFORE.seed(), BEFORE.model(),
                    Collections.nCopies(7, MemberRecord.newcomer()), List.of(0, 1, 2, 3, 4, 5, 6));
            List<Boolean> faults = Collections.nCopies(7, false);
            List<MemberRecord> next = new Closing(record, drawn.reports, faults, 2, LENGTH).earned(MODEL);
            try {
                holds(drawn, 6, next.get(6).indicators().of(Indicator.OFFLINE_TIME), Seen::offline, "");
            } catch (AssertionError e) {
                outside++;
            }
        }
        assertThat(outside).isPositive();
    }
}
