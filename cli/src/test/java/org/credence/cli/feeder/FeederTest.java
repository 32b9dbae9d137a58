package org.credence.cli.feeder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.credence.apps.metering.Operation;
import org.credence.apps.metering.Reading;
import org.credence.apps.metering.Section;
import org.credence.apps.metering.feed.Series;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.junit.jupiter.api.Test;

class FeederTest {

    private static final int FIRST = 48 * 15_000;
    private static final double FAST = 20_000;

    /** A ledger that takes every reading once, and can be made to lose requests or answers. */
    private static final class FakeLedger implements Backend {

        private final Map<Digest, TreeSet<Integer>> readings = new TreeMap<>();
        private final Set<Digest> decided = new HashSet<>();
        private int refuse;
        private int loseAnswers;
        private int duplicates;

        @Override
        public Digest chainId() {
            return new Digest(1, 2, 3, 4);
        }

        @Override
        public synchronized Optional<Progress> progress(Digest meter) {
            TreeSet<Integer> of = readings.get(meter);
            if (of == null) {
                return Optional.empty();
            }
            int next = of.isEmpty() ? 0 : of.last() + 1;
            Set<Integer> missing = new TreeSet<>();
            for (int i = next - Feeder.SPREAD; i < next; i++) {
                if (!of.contains(i)) {
                    missing.add(i);
                }
            }
            return Optional.of(new Progress(next, missing));
        }

        @Override
        public synchronized List<Answer> submit(List<Transaction> transactions) {
            if (refuse > 0) {
                refuse--;
                throw new Unavailable("refused", new IllegalStateException());
            }
            List<Answer> answers = new ArrayList<>();
            transactions.forEach(transaction -> answers.add(decide(transaction)));
            if (loseAnswers > 0) {
                loseAnswers--;
                throw new Unavailable("lost", new IllegalStateException());
            }
            return answers;
        }

        private Answer decide(Transaction transaction) {
            if (!decided.add(transaction.id())) {
                duplicates++;
                return new Answer.Known();
            }
            switch (Operation.decode(transaction.payload())) {
                case Operation.Register register -> readings.putIfAbsent(register.meterId(), new TreeSet<>());
                case Operation.Submit submit -> {
                    for (Section section : submit.sections()) {
                        for (Reading reading : section.readings()) {
                            TreeSet<Integer> of = readings.get(section.meterId());
                            if (of == null || !of.add(reading.interval())) {
                                return new Answer.Failed("DUPLICATE_INTERVAL");
                            }
                        }
                    }
                }
            }
            return new Answer.Accepted();
        }

        synchronized int least() {
            return readings.values().stream().mapToInt(Set::size).min().orElse(0);
        }
    }

    private static Fleet fleet(int meters) {
        int[] values = new int[48 * 40];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return Fleet.of(List.of(new Series("m", FIRST, values)), meters, new byte[32]);
    }

    private static void feed(FakeLedger ledger, int meters, int untilEach) {
        try (Feeder feeder = new Feeder(fleet(meters), ledger, FAST)) {
            feeder.start();
            await().until(() -> ledger.least() >= untilEach);
        }
    }

    @Test
    void registersAllMetersAndSendsEveryHalfHourInOrderOfTime() {
        FakeLedger ledger = new FakeLedger();

        feed(ledger, 7, 30);

        assertThat(ledger.readings).hasSize(7);
        ledger.readings.values().forEach(of -> {
            assertThat(of.first()).isEqualTo(FIRST);
            assertThat(of.last() - of.first() + 1).as("no gaps").isEqualTo(of.size());
        });
        assertThat(ledger.duplicates).isZero();
    }

    @Test
    void goesOnWhereTheLedgerStandsWithoutSendingAnythingTwice() {
        FakeLedger ledger = new FakeLedger();
        feed(ledger, 5, 60);
        int before = ledger.least();

        feed(ledger, 5, before + 60);

        assertThat(ledger.duplicates).isZero();
        ledger.readings.values().forEach(of -> assertThat(of).hasSize(of.last() - FIRST + 1));
    }

    @Test
    void fillsGapsThatAStopLeftAndTakesNewMetersIn() {
        FakeLedger ledger = new FakeLedger();
        feed(ledger, 4, 80);
        TreeSet<Integer> gapped = ledger.readings.values().iterator().next();
        int hole = gapped.last() - 5;
        gapped.remove(hole);
        ledger.decided.clear();

        feed(ledger, 6, 20);
        await().until(() -> gapped.contains(hole));

        assertThat(ledger.readings).hasSize(6);
        assertThat(gapped).hasSize(gapped.last() - FIRST + 1);
    }

    @Test
    void aRequestThatFailsIsSentAgainUntilItIsDecided() {
        FakeLedger ledger = new FakeLedger();
        ledger.refuse = 3;
        ledger.loseAnswers = 5;

        Fleet fleet = fleet(3);
        FeederCounts.Snapshot counts;
        try (Feeder feeder = new Feeder(fleet, ledger, FAST)) {
            feeder.start();
            await().until(() -> ledger.least() >= 40);
            feeder.close();
            counts = feeder.counts();
        }

        assertThat(counts.retries()).isGreaterThanOrEqualTo(8);
        assertThat(counts.refusals()).isEmpty();
        assertThat(counts.known()).as("decided although the answer was lost").isPositive();
        ledger.readings.values().forEach(of -> assertThat(of).hasSize(of.last() - FIRST + 1));
    }

    @Test
    void theSameSecretGivesTheSameMetersAndTransactions() {
        VirtualMeter one = fleet(3).meters().get(2);
        VirtualMeter other = fleet(3).meters().get(2);
        Reading reading = one.reading(FIRST, 5).orElseThrow();

        assertThat(one.id()).isEqualTo(other.id());
        assertThat(one.submission(Digest.ZERO, reading).id()).isEqualTo(other.submission(Digest.ZERO, reading).id());
        assertThat(fleet(3).meters()).extracting(VirtualMeter::id).doesNotHaveDuplicates();
    }

    @Test
    void metersOfOneRecordingBeginOnDifferentDaysAndGoRound() {
        Fleet fleet = fleet(4);

        assertThat(fleet.meters()).extracting(VirtualMeter::offsetDays).containsExactly(0, 10, 20, 30);
        VirtualMeter last = fleet.meters().getLast();
        assertThat(last.reading(FIRST, 0)).contains(new Reading(FIRST, 30 * 48));
        assertThat(last.reading(FIRST, 10 * 48)).as("after the last day the first")
                .contains(new Reading(FIRST + 480, 0));
    }
}
