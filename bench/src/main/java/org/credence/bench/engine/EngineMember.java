package org.credence.bench.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.credence.apps.OpaqueApplication;
import org.credence.bench.BenchFailed;
import org.credence.consensus.engine.ChainView;
import org.credence.consensus.engine.Input;
import org.credence.consensus.message.Message;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Epoch;
import org.credence.crypto.Ed25519;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.ledger.observation.Observatory;
import org.credence.node.PeerOutlet;
import org.credence.node.driver.Driver;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;
import org.credence.node.observation.Pings;
import org.credence.node.pipeline.BatchCheck;
import org.credence.node.pipeline.BodyStore;
import org.credence.node.pipeline.Intake;
import org.credence.node.pipeline.SignatureCache;
import org.credence.node.pipeline.Transfers;
import org.credence.node.pipeline.WorkPool;
import org.credence.node.storage.Journal;
import org.credence.node.transport.PeerNetwork;
import org.slf4j.helpers.NOPLogger;

/** An engine and its driver, journal, connections and signature checks, put together as in a node. */
final class EngineMember implements Member {

    private static final long BODY_BYTES = 64L * 1024 * 1024;

    private final Committee committee;
    private final Driver driver;
    private final EngineWorld world;
    private final PeerNetwork network;
    private final Journal journal;
    private final WorkPool pool;
    private final NodeMeters meters = new NodeMeters();
    private final Clients clients;
    /** What comes from others waits for it: an engine takes nothing before its start. */
    private final CompletableFuture<Intake> open = new CompletableFuture<>();
    private final Intake intake;
    private final Consumer<Throwable> failed;

    /**
     * Listens; the engine starts later.
     *
     * @param directory of its journal
     * @param failed    told of whatever makes the run worthless
     */
    EngineMember(Course course, Place place, Supply supply, Path directory, Consumer<Throwable> failed) {
        this.failed = failed;
        committee = place.committee();
        int self = place.self();
        SignatureCache verifier = new SignatureCache(Ed25519.chosen(), SignatureCache.PER_MEMBER * committee.size());
        Signer signer = verifier.remembering(place.pair().signer());
        // A leader rests between blocks for the sake of large ones. Here the sizes are given.
        driver = new Driver(place.name() + "-engine", course.engine(Epoch.endless(committee), self, signer),
                (_, _, _) -> {}, Duration.ZERO);
        pool = new WorkPool(place.name() + "-work",
                Math.ceilDiv(Runtime.getRuntime().availableProcessors(), committee.size()), failed);
        BatchCheck check = new BatchCheck(committee.chainId(), new Applications(List.of(new OpaqueApplication())),
                Ed25519.chosen(), true, pool, NOPLogger.NOP_LOGGER);
        clients = new Clients(course, supply, committee.chainId(), self, signer, check,
                batch -> driver.submit(new Input.Submitted(batch)), failed);
        BodyStore bodies = new BodyStore(BODY_BYTES);
        network = place.network((sender, frame) -> received(open.join(), sender, frame));
        PeerOutlet outlet = new PeerOutlet(network, meters, committee.size() - 1);
        world = new EngineWorld(course, self, outlet, bodies, failed);
        journal = Journal.open(directory, world);
        world.attach(journal, clients::next);
        Observatory observatory = new Observatory(self, committee.quorum());
        // Never started: nobody reports how far others are.
        Pings pings = new Pings(place.name() + "-pings", committee.others(self), outlet, observatory, Pings.PERIOD);
        // Nobody drops anything.
        Transfers transfers = new Transfers(committee.size(), new NothingStored(), bodies, outlet, pool, pings,
                (_, _, _) -> {}, (_, _, _) -> {}, meters);
        intake = new Intake(committee, self, verifier, check, bodies, transfers, driver, new Idle(),
                observatory, meters, this::complain);
    }

    /** Decided blocks are not written. */
    private static final class NothingStored implements Transfers.StoredBlocks {

        @Override
        public Optional<Message.Decided> at(long height) {
            return Optional.empty();
        }

        @Override
        public long first() {
            return 1;
        }
    }

    /** Nothing is executed, so nothing is behind; bodies of what is decided are not asked for again. */
    private static final class Idle implements Intake.Load {

        @Override
        public boolean backlogged() {
            return false;
        }

        @Override
        public long executedHeight() {
            return Long.MAX_VALUE;
        }
    }

    private static void received(Intake intake, int sender, byte[] frame) {
        try {
            intake.received(sender, frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void complain(int sender, Refused reason, String problem) {
        switch (reason) {
            case MALFORMED, FORGED, INVALID_TRANSACTION, UNPROVEN, OTHER_EPOCH -> failed.accept(
                    new BenchFailed("from member " + sender + ", which does not lie: " + reason + ", " + problem));
            case OFFER_LIMIT, BACKLOG, REQUEST_LIMIT, UNASKED, RELAY_LIMIT -> {
                // Whoever sent it is late, or this member is.
            }
        }
    }

    @Override
    public PeerNetwork network() {
        return network;
    }

    @Override
    public void start() {
        ChainView genesis = ChainView.genesis(committee.chainId(), committee.size());
        driver.start(world, new Input.Started(genesis, journal.recovery().promises())).join();
        open.complete(intake);
        clients.begin();
    }

    @Override
    public void close() {
        // First the driver: it tells clients of every decision.
        driver.close();
        clients.close();
        network.close();
        pool.close();
        journal.close();
        meters.close();
    }
}
