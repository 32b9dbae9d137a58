package org.credence.bench.load;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.bench.BenchFailed;
import org.credence.bench.BenchOptions;

/** The clients of a run. */
public final class Load implements AutoCloseable {

    /** Transactions that each client signs ahead at the most. */
    private static final int AHEAD = 2_000;
    /** Registrations of one request. */
    private static final int BULK = 250;
    private static final long SEED = 20_100_701;
    private static final long SECOND = 1_000_000_000L;

    private final BenchOptions options;
    private final List<Integer> ports;
    private final List<Workload> workloads = new ArrayList<>();
    private final List<Supply> supplies = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();

    /** @param ports the members' API ports, in committee order */
    public Load(BenchOptions options, Digest chainId, List<Integer> ports) {
        this.options = options;
        this.ports = List.copyOf(ports);
        SecureRandom keys = new SecureRandom();
        for (int client = 0; client < options.clients(); client++) {
            int meters = share(options.meters(), client);
            long seed = SEED + client;
            Workload workload = switch (options.payload()) {
                case METERING -> new MeterWorkload(chainId, meters, options.sizeBytes(), keys, seed);
                case OPAQUE ->
                    new OpaqueWorkload(chainId, meters, options.sizeBytes(), options.clientSignatures(), keys, seed);
            };
            workloads.add(workload);
            supplies.add(new Supply("sign-" + client, workload, AHEAD));
        }
    }

    /** Has decided what the transactions presuppose, and fills the buffers of signed transactions. */
    public void prepare() throws InterruptedException {
        for (int client = 0; client < workloads.size(); client++) {
            List<Transaction> preparation = workloads.get(client).preparation();
            for (int from = 0; from < preparation.size(); from += BULK) {
                decide(port(client), preparation.subList(from, Math.min(preparation.size(), from + BULK)));
            }
        }
        supplies.forEach(Supply::start);
        while (!supplies.stream().allMatch(Supply::filled)) {
            Thread.sleep(1);
        }
    }

    private static void decide(int port, List<Transaction> transactions) {
        try (HttpLink link = new HttpLink(port, Bulk.ANSWER_MS)) {
            List<Signed> signed = transactions.stream().map(Signed::of).toList();
            HttpLink.Response response = link.post(Bulk.PATH, Bulk.MEDIA_TYPE, Bulk.request(signed));
            if (response.status() != 200) {
                throw new BenchFailed("registering meters: " + response.status() + " " + response.text());
            }
            for (Bulk.Fate fate : Bulk.fates(response.body(), signed.size())) {
                if (!(fate instanceof Bulk.Fate.Accepted)) {
                    throw new BenchFailed("registering meters: " + fate);
                }
            }
        } catch (IOException e) {
            throw new BenchFailed("registering meters: " + e.getMessage(), e);
        }
    }

    /** Starts all clients, which begin at {@link Tally#start}. */
    public void start(Tally tally) {
        for (int client = 0; client < options.clients(); client++) {
            int rate = share(options.ratePerSecond(), client);
            if (options.openLoop() && rate == 0) {
                continue;
            }
            // Clients take turns within one interval of the rate, so that they do not offer all at one moment.
            long phase = options.openLoop() ? SECOND * client / options.ratePerSecond() : 0;
            Optional<Schedule> schedule = options.openLoop()
                    ? Optional
                            .of(new Schedule(tally.offeredFrom() + phase, rate, tally.offeredSeconds()))
                    : Optional.empty();
            Client started = new Client(port(client), options.perRequest(), supplies.get(client), tally, schedule);
            started.start("client-" + client, options.connectionsPerClient());
            clients.add(started);
        }
    }

    /** Waits until every client has its answers. */
    public void join() throws InterruptedException {
        for (Client client : clients) {
            client.join();
        }
    }

    @Override
    public void close() {
        clients.forEach(Client::close);
        supplies.forEach(Supply::close);
    }

    private int port(int client) {
        return ports.get(client % ports.size());
    }

    /** What one client gets of a whole that is divided as evenly as it goes. */
    private int share(int whole, int client) {
        return whole / options.clients() + (client < whole % options.clients() ? 1 : 0);
    }
}
