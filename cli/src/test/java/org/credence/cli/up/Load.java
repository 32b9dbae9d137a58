package org.credence.cli.up;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.credence.apps.metering.Metering;
import org.credence.apps.metering.Reading;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.base.proof.Receipt;
import org.credence.cli.feeder.Fleet;
import org.credence.cli.feeder.VirtualMeter;
import org.credence.client.ClientException;
import org.credence.client.CredenceClient;
import org.credence.client.Submission;

/** Clients that send one signed transaction after the other, and remember what members told them of each. */
final class Load implements AutoCloseable {

    private static final Duration PACE = Duration.ofMillis(50);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Digest chainId;
    private final Fleet fleet;
    private final Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<Digest> taken = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ending;

    Load(Digest chainId, Fleet fleet) {
        this.chainId = chainId;
        this.fleet = fleet;
    }

    /**
     * What a client was told, once it was.
     *
     * @param millis from the first time it was handed in
     */
    record Acknowledged(Receipt receipt, long millis) {}

    /** A client that waits for the decision on each of its transactions, and hands it in again until it has it. */
    void waiting(int meter, List<URI> members) {
        start(fleet.meters().get(meter), members, this::decided);
    }

    /** A client that hands each transaction in once, to one member, and leaves it to that. */
    void trusting(int meter, URI member) {
        start(fleet.meters().get(meter), List.of(member), (client, transaction) -> {
            try {
                taken.add(client.submit(transaction).id());
            } catch (ClientException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        });
    }

    /** Every transaction that a client was told to be decided. */
    List<Acknowledged> acknowledged() {
        return List.copyOf(acknowledged);
    }

    /** Every transaction that a member took in and whose client did not ask again. */
    List<Digest> taken() {
        return List.copyOf(taken);
    }

    /** What clients could do nothing with, having tried all members that they knew. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    private interface Client {

        void send(CredenceClient client, Transaction transaction);
    }

    private void start(VirtualMeter meter, List<URI> members, Client manner) {
        threads.add(Thread.ofPlatform().name("client of " + meter.name()).start(() -> {
            try (CredenceClient client = CredenceClient.of(members)) {
                decided(client, registration(meter));
                for (int interval = fleet.firstInterval(); !ending; interval++) {
                    manner.send(client, Metering.submit(chainId, meter.key(), interval, meter.id(),
                            List.of(new Reading(interval, interval % 1_000))));
                    Thread.sleep(PACE);
                }
            } catch (InterruptedException e) {
                throw new AssertionError("nobody interrupts a client", e);
            }
        }));
    }

    private void decided(CredenceClient client, Transaction transaction) {
        long began = System.nanoTime();
        Optional<Submission.Decided> decision = Optional.empty();
        while (decision.isEmpty() && !lost(began)) {
            try {
                decision = Optional.of(client.submitAndWait(transaction, WAIT))
                        .filter(Submission.Decided.class::isInstance).map(Submission.Decided.class::cast);
            } catch (ClientException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (decision.isEmpty()) {
            failures.add(transaction.id() + " is still undecided");
        }
        decision.ifPresent(d -> acknowledged.add(new Acknowledged(
                new Receipt(d.id(), d.height(), d.index(), d.outcomeCode()), (System.nanoTime() - began) / 1_000_000)));
    }

    /** Nothing comes of waiting on once all others have ended. */
    private boolean lost(long began) {
        return ending && System.nanoTime() - began > PATIENCE.toNanos();
    }

    private Transaction registration(VirtualMeter meter) {
        return Metering.register(chainId, fleet.registrar(), fleet.meters().indexOf(meter) + 1L, meter.id(),
                meter.key(), meter.region());
    }

    /** Ends once every client has the answer that it waits for. */
    @Override
    public void close() {
        ending = true;
        threads.forEach(Waiting::join);
    }
}
