package org.credence.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One client: some connections to one member, each with one request under way. Its transactions come from its own
 * workload.
 */
final class Client implements AutoCloseable {

    private static final int BUSY = 503;
    private static final int OK = 200;
    private static final long PAUSE_MS = 20;
    /** How long after the measured span transactions may still be sent that were due in it. */
    private static final long DRAIN_NANOS = 15_000_000_000L;

    private final int port;
    private final int perRequest;
    private final Supply supply;
    private final Tally tally;
    private final Optional<Schedule> schedule;
    private final List<Thread> connections = new ArrayList<>();

    /**
     * @param schedule when its transactions are due; empty if the next one is due when an earlier one is decided
     */
    Client(int port, int perRequest, Supply supply, Tally tally, Optional<Schedule> schedule) {
        this.port = port;
        this.perRequest = perRequest;
        this.supply = supply;
        this.tally = tally;
        this.schedule = schedule;
    }

    /** Starts its connections; they end by themselves when the run's span is over and what they sent is answered. */
    void start(String name, int count) {
        for (int i = 0; i < count; i++) {
            connections.add(Thread.ofVirtual().name(name + "-" + i).start(this::run));
        }
    }

    void join() throws InterruptedException {
        for (Thread connection : connections) {
            connection.join();
        }
    }

    @Override
    public void close() {
        connections.forEach(Thread::interrupt);
        supply.close();
    }

    private void run() {
        try (Connection connection = new Connection()) {
            pauseUntil(tally.start());
            saturate(schedule.isPresent() ? tally.offeredFrom() : tally.measuredTo(), connection);
            if (schedule.isPresent()) {
                offer(schedule.get(), connection);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the next request as soon as the last one is answered. */
    private void saturate(long until, Connection connection) throws InterruptedException {
        while (System.nanoTime() < until) {
            List<Signed> transactions = supply.take(perRequest);
            long began = System.nanoTime();
            connection.send(transactions);
            tally.latency(began, System.nanoTime(), transactions.size());
        }
    }

    private void offer(Schedule due, Connection connection) throws InterruptedException {
        while (true) {
            Schedule.Taken taken = due.take(System.nanoTime(), perRequest);
            if (taken.count() == 0) {
                return;
            }
            pauseUntil(due.due(taken.first()));
            if (System.nanoTime() > tally.measuredTo() + DRAIN_NANOS) {
                tally.unsent(taken.count());
                continue;
            }
            connection.send(supply.take(taken.count()));
            long ended = System.nanoTime();
            for (int i = 0; i < taken.count(); i++) {
                tally.latency(due.due(taken.first() + i), ended, 1);
            }
        }
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    /** Sends requests, each until it is answered; opens the connection again when it breaks. */
    private final class Connection implements AutoCloseable {

        private Optional<HttpLink> link = Optional.empty();

        void send(List<Signed> transactions) throws InterruptedException {
            byte[] body = Bulk.request(transactions);
            while (true) {
                try {
                    HttpLink.Response response = opened().post(Bulk.PATH, Bulk.MEDIA_TYPE, body);
                    if (response.status() == OK) {
                        List<Bulk.Fate> fates = Bulk.fates(response.body(), transactions.size());
                        tally.answered(System.nanoTime(), transactions, fates);
                        return;
                    }
                    if (response.status() != BUSY) {
                        tally.rejected("status " + response.status(), transactions.size());
                        return;
                    }
                } catch (IOException e) {
                    // The member may have taken them in all the same; it answers for a transaction it knows already.
                    close();
                }
                if (System.nanoTime() > tally.measuredTo() + DRAIN_NANOS) {
                    tally.undecided(transactions.size());
                    return;
                }
                tally.sentAgain();
                Thread.sleep(PAUSE_MS);
            }
        }

        private HttpLink opened() throws IOException {
            if (link.isEmpty()) {
                link = Optional.of(new HttpLink(port, Bulk.ANSWER_MS));
            }
            return link.get();
        }

        @Override
        public void close() {
            link.ifPresent(HttpLink::close);
            link = Optional.empty();
        }
    }
}
