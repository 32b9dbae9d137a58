package org.credence.cli.feeder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.credence.apps.metering.Reading;
import org.credence.base.block.Transaction;
import org.credence.cli.feeder.Backend.Answer;
import org.credence.cli.feeder.Backend.Progress;

/**
 * Registers the meters of a fleet and sends their readings, half hour by half hour, at a steady rate. Goes on where the
 * ledger stands. A
 * request that fails is sent again, to whoever answers, until it is decided: a reading is never skipped because a
 * member died.
 */
public final class Feeder implements AutoCloseable {

    /** Requests under way at the most. */
    static final int IN_FLIGHT = 32;

    /**
     * Half hours between the oldest undecided request and the newest, at the most. A restart goes this far back, and a
     * sender's nonces
     * must lie within the ledger's window.
     */
    static final int SPREAD = 48;

    private static final int MOST_IN_REQUEST = 200;
    private static final int REQUESTS_PER_SECOND = 20;
    private static final long RETRY_MILLIS = 100;
    private static final long STOP_SECONDS = 15;
    private static final Progress NOTHING = new Progress(0, Set.of());

    private final Fleet fleet;
    private final Backend backend;
    private final double rate;
    private final FeederCounts counts = new FeederCounts();
    private final Semaphore free = new Semaphore(IN_FLIGHT);
    private final ConcurrentSkipListMap<Integer, Integer> openTicks = new ConcurrentSkipListMap<>();
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread;
    private volatile Phase phase = new Phase.Starting();
    private volatile boolean stopped;
    private volatile List<Progress> known = List.of();

    /** What the feeder is doing. */
    public sealed interface Phase {

        /** Asks the ledger where it stands, and registers meters. */
        record Starting() implements Phase {}

        /**
         * Sends readings.
         *
         * @param tick half hours since the start of the replay
         */
        record Feeding(int tick) implements Phase {}

        /** Sends nothing more. */
        record Ended(String why) implements Phase {}
    }

    /** @param rate readings per second, above 0 */
    public Feeder(Fleet fleet, Backend backend, double rate) {
        this.fleet = fleet;
        this.backend = backend;
        this.rate = rate;
        thread = Thread.ofVirtual().name("feeder").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public FeederCounts.Snapshot counts() {
        return counts.snapshot();
    }

    public Phase phase() {
        return phase;
    }

    /** Sends nothing new and waits for what is under way, not for ever. */
    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        requests.shutdown();
        try {
            if (!requests.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                requests.shutdownNow();
            }
            thread.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS));
        } catch (InterruptedException e) {
            requests.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            int tick = begin();
            while (!stopped) {
                phase = new Phase.Feeding(tick);
                send(tick);
                tick++;
            }
            phase = new Phase.Ended("stopped");
        } catch (InterruptedException e) {
            phase = new Phase.Ended("stopped");
        } catch (RuntimeException e) {
            // Shown to the operator by whoever renders the phase; the consortium goes on without readings.
            phase = new Phase.Ended("failed: " + e);
        }
    }

    /** Asks how far each meter is, registers whoever is unknown, and returns the half hour to go on with. */
    private int begin() throws InterruptedException {
        List<Optional<Progress>> found = progress();
        List<Integer> unknown = IntStream.range(0, found.size()).filter(i -> found.get(i).isEmpty()).boxed().toList();
        for (int from = 0; from < unknown.size(); from += MOST_IN_REQUEST) {
            register(unknown.subList(from, Math.min(unknown.size(), from + MOST_IN_REQUEST)));
        }
        known = found.stream().map(progress -> progress.orElse(NOTHING)).toList();
        OptionalInt reached = known.stream().mapToInt(Progress::next).filter(next -> next > 0).min();
        return reached.isEmpty() ? 0 : Math.max(0, reached.getAsInt() - fleet.firstInterval() - SPREAD);
    }

    private List<Optional<Progress>> progress() throws InterruptedException {
        List<Future<Optional<Progress>>> asked = new ArrayList<>();
        for (VirtualMeter meter : fleet.meters()) {
            free.acquire();
            asked.add(requests.submit(() -> {
                try {
                    return progress(meter);
                } finally {
                    free.release();
                }
            }));
        }
        List<Optional<Progress>> answers = new ArrayList<>();
        for (Future<Optional<Progress>> answer : asked) {
            try {
                answers.add(answer.get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("asking for a meter failed", e.getCause());
            }
        }
        return answers;
    }

    private Optional<Progress> progress(VirtualMeter meter) throws InterruptedException {
        while (!stopped) {
            try {
                return backend.progress(meter.id());
            } catch (Backend.Unavailable e) {
                Thread.sleep(RETRY_MILLIS);
            }
        }
        throw new InterruptedException("stopped");
    }

    private void register(List<Integer> meters) throws InterruptedException {
        List<Transaction> transactions =
                meters.stream().map(meter -> fleet.registration(backend.chainId(), meter)).toList();
        counts.registered(settle(transactions));
    }

    /**
     * Sends one half hour of all meters the ledger does not have, spread evenly over the time that the rate gives it.
     */
    private void send(int tick) throws InterruptedException {
        int interval = fleet.firstInterval() + tick;
        List<VirtualMeter> due = IntStream.range(0, known.size()).filter(i -> !known.get(i).has(interval))
                .mapToObj(fleet.meters()::get).toList();
        int size = (int) Math.clamp(rate / REQUESTS_PER_SECOND, 1, MOST_IN_REQUEST);
        awaitSpread(tick);
        long start = System.nanoTime();
        int meters = due.size();
        for (int from = 0; from < meters; from += size) {
            pause(start + (long) (from / rate * 1e9));
            List<VirtualMeter> some = due.subList(from, Math.min(meters, from + size));
            free.acquire();
            openTicks.merge(tick, 1, Integer::sum);
            requests.execute(() -> request(tick, some));
        }
        pause(start + (long) (meters / rate * 1e9));
    }

    private void awaitSpread(int tick) throws InterruptedException {
        while (!openTicks.headMap(tick - SPREAD, true).isEmpty()) {
            Thread.sleep(1);
        }
    }

    private static void pause(long until) throws InterruptedException {
        long left = until - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    private void request(int tick, List<VirtualMeter> meters) {
        try {
            List<Transaction> transactions = new ArrayList<>(meters.size());
            for (VirtualMeter meter : meters) {
                Optional<Reading> reading = meter.reading(fleet.firstInterval(), tick);
                reading.ifPresentOrElse(r -> transactions.add(meter.submission(backend.chainId(), r)), counts::missing);
            }
            if (!transactions.isEmpty()) {
                counts.accepted(settle(transactions));
            }
        } catch (InterruptedException e) {
            // Stopped while it waited; the next start sends it again.
            Thread.currentThread().interrupt();
        } finally {
            openTicks.computeIfPresent(tick, (_, open) -> open == 1 ? null : open - 1);
            free.release();
        }
    }

    /** Sends until all are decided or refused, and returns how many were accepted. */
    private int settle(List<Transaction> transactions) throws InterruptedException {
        int accepted = 0;
        List<Transaction> open = transactions;
        long start = System.nanoTime();
        while (true) {
            List<Transaction> still = new ArrayList<>();
            for (int i = 0; i < open.size(); i += MOST_IN_REQUEST) {
                accepted += judge(open.subList(i, Math.min(open.size(), i + MOST_IN_REQUEST)), still);
            }
            if (still.isEmpty()) {
                counts.answered((System.nanoTime() - start) / 1_000);
                return accepted;
            }
            if (stopped) {
                throw new InterruptedException("stopped");
            }
            counts.retried();
            open = still;
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private int judge(List<Transaction> sent, List<Transaction> still) throws InterruptedException {
        List<Answer> answers;
        try {
            answers = backend.submit(sent);
        } catch (Backend.Unavailable e) {
            still.addAll(sent);
            return 0;
        }
        int accepted = 0;
        for (int i = 0; i < sent.size(); i++) {
            switch (answers.get(i)) {
                case Answer.Accepted() -> accepted++;
                case Answer.Known() -> counts.known();
                case Answer.Failed(String outcome) -> counts.refused(outcome);
                case Answer.Open() -> still.add(sent.get(i));
                case Answer.Refused(String reason) -> counts.refused(reason);
            }
        }
        return accepted;
    }
}
