package org.credence.bench.load;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.credence.bench.audit.Acknowledged;

/**
 * What became of a run's transactions. Latencies and rates are of the measured span, all else of the whole run. Any
 * number of threads.
 */
public final class Tally {

    private static final long SECOND = 1_000_000_000L;

    private final long start;
    private final long offeredFrom;
    private final long measuredFrom;
    private final long measuredTo;
    private final Windows perSecond;
    private final Windows measured;
    private final Histogram latencies = new Histogram();
    private final Acknowledged acknowledged = new Acknowledged(Acknowledged.MOST);
    private final LongAdder accepted = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder unsent = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final Map<String, LongAdder> reasons = new ConcurrentHashMap<>();

    /**
     * @param startNanos    when load begins, on the clock of {@link System#nanoTime}
     * @param warmupSeconds from there to the measured span
     * @param seconds       length of the measured span
     */
    public Tally(long startNanos, int warmupSeconds, int seconds) {
        start = startNanos;
        offeredFrom = startNanos + warmupSeconds / 2 * SECOND;
        measuredFrom = startNanos + warmupSeconds * SECOND;
        measuredTo = measuredFrom + seconds * SECOND;
        perSecond = new Windows(startNanos, warmupSeconds + seconds);
        measured = new Windows(measuredFrom, seconds);
    }

    /** When load begins. */
    public long start() {
        return start;
    }

    /**
     * When load of a given rate begins. For the first half of the warm-up, in whole seconds, the members run under all
     * the load they take, which warms most code the fastest; for the rest of it under the load that is measured, which
     * has other paths: many small requests, batches and blocks in place of few large ones.
     */
    public long offeredFrom() {
        return offeredFrom;
    }

    /** Length of the span of load of a given rate, in seconds. */
    public int offeredSeconds() {
        return (int) ((measuredTo - offeredFrom) / SECOND);
    }

    /** When the measured span begins. */
    public long measuredFrom() {
        return measuredFrom;
    }

    /** When it ends, and no more load is offered. */
    public long measuredTo() {
        return measuredTo;
    }

    /** Counts one answered request. */
    void answered(long nanos, List<Signed> transactions, List<Bulk.Fate> fates) {
        int taken = 0;
        for (int i = 0; i < fates.size(); i++) {
            switch (fates.get(i)) {
                case Bulk.Fate.Accepted(long height) -> {
                    acknowledged.add(height, transactions.get(i).idPrefix());
                    taken++;
                }
                case Bulk.Fate.Failed(int outcome) -> rejected("outcome " + outcome, 1);
                case Bulk.Fate.Undecided() -> undecided(1);
                case Bulk.Fate.Refused(int refusal) -> rejected("refusal " + refusal, 1);
            }
        }
        accepted.add(taken);
        perSecond.add(nanos, taken);
        measured.add(nanos, taken);
    }

    /** Counts how long transactions took that began within the measured span. */
    void latency(long beganNanos, long endedNanos, int transactions) {
        if (beganNanos >= measuredFrom && beganNanos < measuredTo) {
            latencies.record((endedNanos - beganNanos) / 1_000, transactions);
        }
    }

    void rejected(String reason, int transactions) {
        rejected.add(transactions);
        reasons.computeIfAbsent(reason, _ -> new LongAdder()).add(transactions);
    }

    /** Counts transactions of which nobody can say what became of them. */
    void undecided(int transactions) {
        undecided.add(transactions);
    }

    /** Counts transactions that were due but never sent, because all connections were waiting. */
    void unsent(long transactions) {
        unsent.add(transactions);
    }

    /** Counts a request that a busy or absent member made wait. */
    void sentAgain() {
        retried.increment();
    }

    public Windows perSecond() {
        return perSecond;
    }

    public Windows measured() {
        return measured;
    }

    public Histogram latencies() {
        return latencies;
    }

    public Acknowledged acknowledged() {
        return acknowledged;
    }

    public long accepted() {
        return accepted.sum();
    }

    public long rejected() {
        return rejected.sum();
    }

    public long undecided() {
        return undecided.sum();
    }

    public long unsent() {
        return unsent.sum();
    }

    public long retried() {
        return retried.sum();
    }

    /** Rejections by reason. */
    public SortedMap<String, Long> reasons() {
        SortedMap<String, Long> counts = new TreeMap<>();
        reasons.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }
}
