package org.credence.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Holders;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.ledger.Ledger;
import org.credence.ledger.StateView;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.Driver;
import org.credence.node.driver.Snapshot;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.observation.Pings;
import org.credence.node.observation.Reporter;
import org.credence.node.pipeline.BatchCheck;
import org.credence.node.pipeline.Batcher;
import org.credence.node.pipeline.BodyStore;
import org.credence.node.pipeline.ExecutedStates;
import org.credence.node.pipeline.Execution;
import org.credence.node.pipeline.Intake;
import org.credence.node.pipeline.Mempool;
import org.credence.node.pipeline.SignatureCache;
import org.credence.node.pipeline.Transfers;
import org.credence.node.pipeline.WorkPool;
import org.credence.node.storage.StoredBlock;
import org.credence.node.transport.Identity;
import org.credence.node.transport.PeerAddress;
import org.credence.node.transport.PeerNetwork;
import org.credence.node.transport.Refusal;
import org.slf4j.Logger;

/** One running member: engine, disk, network and execution put together. Several can run in one process. */
public final class Node implements NodeService, AutoCloseable {

    private static final long BODY_BYTES = 64L * 1024 * 1024;
    private static final int SIGNATURES = 16_384;
    private static final long DRAIN_NANOS = 1_000_000_000L;

    private final Genesis genesis;
    private final int self;
    private final Resources resources;
    private final NodeMeters meters;
    private final Logger log;
    private final Applications applications;
    private final Ledger ledger;
    private final Queries queries;
    private final Driver driver;
    private final PeerNetwork network;
    private final Execution execution;
    private final ExecutedStates states;
    private final Observatory observatory;
    private final Mempool mempool;
    private final Batcher batcher;
    private volatile Optional<String> halted = Optional.empty();

    /**
     * Starts a member. Returns when it listens and its engine runs; other members need not be up.
     *
     * @param pair its key; copied where it is needed, so the caller closes it
     * @throws ConfigInvalid if settings and key do not make a member of the chain
     * @throws StartRefused  if what is on disk must not be started from
     */
    public static Node start(NodeConfig config, KeyPair pair) {
        Resources resources = new Resources();
        try {
            return new Node(config, pair, resources);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    private Node(NodeConfig config, KeyPair pair, Resources resources) {
        this.resources = resources;
        genesis = config.genesis();
        requireRunnable(config);
        Committee committee = genesis.committee();
        self = indexOf(pair, committee);
        applications = ChainApplications.of(genesis, () -> CreditModels.of(config.data()), Ed25519.chosen());
        String name = genesis.members().get(self).name();
        log = resources.add(NodeLog.open(name, config.data().logs())).logger();
        meters = resources.add(new NodeMeters());
        Recovery recovered = Recovery.open(config.data(), genesis, applications, resources, log);
        ledger = recovered.ledger();
        queries = new Queries(recovered.chain(), ledger, applications);
        WorkPool pool = resources.add(new WorkPool(name + "-work", config.workers(), this::halt));
        SignatureCache verifier = new SignatureCache(Ed25519.chosen(), SIGNATURES);
        Signer signer = verifier.remembering(pair.signer());
        Engine engine = genesis.protocol().engine(recovered.epoch(), self, signer, genesis.network().timing());
        driver = new Driver(name + "-engine", engine, (inputs, step, sync) -> meters.ran(inputs, step, sync));

        CompletableFuture<Intake> intake = new CompletableFuture<>();
        network = resources.add(PeerNetwork.open(new PeerNetwork.Config(self, peers(), config.peerBind()),
                Identity.of(pair, name), (member, frame) -> received(intake.join(), member, frame), log));
        PeerOutlet outlet = new PeerOutlet(network, meters, committee.size() - 1);
        BodyStore bodies = new BodyStore(BODY_BYTES);
        recovered.promises().held().forEach(bodies::keep);
        observatory = new Observatory(self, committee.quorum());
        Pings pings = resources.add(new Pings(name + "-pings", committee.others(self), outlet, observatory,
                Pings.PERIOD));
        Transfers transfers = new Transfers(committee.size(), queries, bodies, outlet, pool, pings, meters);
        states = new ExecutedStates(new ExecutedStates.Newest(ledger.height(), ledger.stateRoot()), ledger::stateRootAt,
                driver::answer);
        execution = resources.add(new Execution(name + "-execution", new Holders(committee.others(self)),
                committee.size(), recovered.chain(), ledger,
                bodies, transfers, states, recovered.durability(), meters,
                new EpochTurn(genesis.epochLength(), new PresentEpoch(genesis, recovered.chain(), ledger), observatory,
                        driver),
                this::halt));
        BatchCheck check = new BatchCheck(committee.chainId(), applications, Ed25519.chosen(),
                genesis.clientSignatures(), pool, log);
        mempool = new Mempool(config.mempool(), check, applications, pool, meters, this::filled);
        batcher = new Batcher(name + "-batches", committee.chainId(), self, signer, mempool,
                batch -> driver.submit(new Input.Submitted(batch)), meters, Batcher.REST);
        execution.listen(mempool::executed);
        gauges(bodies, pool, recovered);
        execution.start();
        Optional<Reporter> reporter = genesis.constitution().map(constitution -> resources.add(new Reporter(
                name + "-reports", constitution, self, signer, ledger, observatory,
                transaction -> mempool.submit(List.of(transaction)))));
        MemberWorld world =
                new MemberWorld(self, recovered.journal(), outlet, bodies, execution, states, batcher,
                        observatory, meters,
                        log, evidence -> reporter.ifPresent(r -> r.accuse(evidence)), this::halt);
        resources.add(driver);
        resources.add(batcher);
        Snapshot first = driver.start(world, new Input.Started(recovered.view(), recovered.promises())).join();
        batcher.start(first.status().nextBatch(), first.status().openBatches());
        Intake.Load load = new Intake.Load() {

            @Override
            public boolean backlogged() {
                return execution.backlogged();
            }

            @Override
            public long executedHeight() {
                return states.newest().height();
            }
        };
        pings.start();
        reporter.ifPresent(r -> execution.listen(block -> r.executed(block.height())));
        reporter.ifPresent(Reporter::start);
        intake.complete(new Intake(committee, self, verifier, check, bodies, transfers, driver, load, observatory,
                meters,
                new Misconduct(committee.size(), network, meters, log)));
        log.atInfo().addKeyValue("chain", committee.chainId()).addKeyValue("member", self)
                .addKeyValue("height", ledger.height()).addKeyValue("port", network.port()).log("started");
    }

    /** Why this node has stopped itself for good; empty while it runs. */
    public Optional<String> halted() {
        return halted;
    }

    @Override
    public Genesis genesis() {
        return genesis;
    }

    @Override
    public int self() {
        return self;
    }

    @Override
    public List<Admission> submit(List<byte[]> transactions) {
        return mempool.submit(transactions);
    }

    @Override
    public TransactionStatus transaction(Digest id) {
        Optional<Outcome> outcome = queries.outcome(id);
        if (outcome.isPresent()) {
            return new TransactionStatus.Decided(outcome.get());
        }
        return mempool.tracks(id) ? new TransactionStatus.Pending() : new TransactionStatus.Unknown();
    }

    @Override
    public Optional<Decision> decision(long height) {
        return queries.stored(height).map(StoredBlock::decision);
    }

    @Override
    public Optional<List<Batch>> bodies(long height) {
        return queries.stored(height).map(StoredBlock::bodies);
    }

    @Override
    public Optional<ExecutedBlock> executed(long height) {
        return queries.executed(height);
    }

    @Override
    public Applications applications() {
        return applications;
    }

    @Override
    public StateView state() {
        return ledger.newest();
    }

    @Override
    public Optional<Attested<StateProof>> prove(StateKey key) {
        return queries.attested(state -> Optional.of(state.prove(key)));
    }

    @Override
    public Optional<Attested<ReceiptProof>> proveReceipt(Digest transaction) {
        return queries.attested(state -> ledger.proveReceipt(transaction, state));
    }

    @Override
    public NodeStanding standing() {
        Snapshot snapshot = driver.snapshot();
        ExecutedStates.Newest newest = states.newest();
        Set<Integer> connected = network.connected();
        List<MemberStanding> members = new ArrayList<>();
        for (Status.Peer peer : snapshot.status().peers()) {
            int member = peer.member();
            long ago = peer.heardMicros() < 0 ? -1 : Math.max(0, Driver.nowMicros() - peer.heardMicros()) / 1_000;
            members.add(new MemberStanding(member, genesis.members().get(member), member == self,
                    member == self || connected.contains(member), peer.view(), peer.decidedHeight(), ago));
        }
        return new NodeStanding(snapshot.status(), snapshot.nowMicros(), newest.height(), newest.root(),
                mempool.queued(), mempool.tracked(), snapshot.nextTimer(), members, halted);
    }

    @Override
    public Subscription subscribe(Consumer<ExecutedBlock> listener) {
        execution.listen(listener);
        return () -> execution.silence(listener);
    }

    @Override
    public PrometheusMeterRegistry meters() {
        return meters.registry();
    }

    /** Stops taking transactions in, lets what is queued reach the journal, and closes everything. */
    @Override
    public void close() {
        mempool.refuse();
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (halted.isEmpty() && mempool.queued() + driver.waiting() > 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        mempool.close();
        resources.close();
    }

    private void filled() {
        batcher.filled();
    }

    private static void received(Intake intake, int member, byte[] frame) {
        try {
            intake.received(member, frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The member stops for good rather than sign on a doubtful memory or state; what it holds can still be read. */
    private synchronized void halt(Throwable failure) {
        if (halted.isEmpty()) {
            halted = Optional.of(String.valueOf(failure));
            log.atError().setCause(failure).log("halted: this member signs nothing any more");
            // From another thread: the one that failed may be one of those that end now.
            Thread.ofPlatform().name("halt").start(() -> {
                mempool.close();
                driver.close();
                network.close();
            });
        }
    }

    private List<PeerAddress> peers() {
        return IntStream.range(0, genesis.members().size()).mapToObj(member -> {
            Genesis.Member at = genesis.members().get(member);
            return new PeerAddress(member, at.key(), at.host(), at.peerPort());
        }).toList();
    }

    private void gauges(BodyStore bodies, WorkPool pool, Recovery recovered) {
        meters.gauge("credence_decided_height", "Highest decided height",
                () -> driver.snapshot().status().decidedHeight());
        meters.gauge("credence_executed_height", "Highest executed height", () -> states.newest().height());
        meters.gauge("credence_view", "View", () -> driver.snapshot().status().view());
        meters.gauge("credence_engine_waiting", "Inputs that wait for the engine", driver::waiting);
        meters.gauge("credence_execution_waiting", "Decided blocks that wait for execution", execution::waiting);
        meters.gauge("credence_work_waiting", "Tasks that wait for the pool", pool::waiting);
        meters.gauge("credence_mempool_queued", "Transactions that wait for a batch", mempool::queued);
        meters.gauge("credence_mempool_tracked", "Transactions not executed yet", mempool::tracked);
        meters.gauge("credence_body_bytes", "Bytes of batches not executed yet", bodies::bytes);
        meters.gauge("credence_members_connected", "Other members connected", () -> network.connected().size());
        for (int member : genesis.committee().others(self)) {
            observed(member);
        }
        for (Refusal reason : Refusal.values()) {
            meters.count("credence_transport_refused_total", "Connections and frames that the transport refused",
                    "reason",
                    reason.name().toLowerCase(Locale.ROOT), () -> network.refused(reason));
        }
        meters.count("credence_disk_syncs_total", "Times a file was synced", "file", "journal",
                () -> recovered.journal().syncs().count());
        meters.count("credence_disk_syncs_total", "Times a file was synced", "file", "chain",
                () -> recovered.chain().syncs().count());
        meters.gauge("credence_halted", "1 if the node has stopped itself", () -> halted.isPresent() ? 1 : 0);
    }

    private void observed(int member) {
        String name = genesis.members().get(member).name();
        meters.gauge("credence_member_rtt_ms", "Median time to a member and back; 65535 if it never answered", "member",
                name, () -> observatory.measured().get(member).rttMs());
        meters.gauge("credence_member_confirm_lag_ms",
                "Median time from a block to a member's vote; 65535 if none came",
                "member", name, () -> observatory.measured().get(member).confirmLagMs());
        meters.gauge("credence_member_missed_votes", "Blocks decided without a member's vote in time", "member", name,
                () -> observatory.measured().get(member).missed());
    }

    private static void requireRunnable(NodeConfig config) {
        if (config.genesis().bench() && !config.bench()) {
            throw new ConfigInvalid("bench", "is true", "false: this chain is made for measuring only");
        }
    }

    private static int indexOf(KeyPair pair, Committee committee) {
        int index = committee.members().indexOf(pair.publicKey());
        if (index < 0) {
            throw new ConfigInvalid("member.key", "is " + pair.publicKey(), "the key of a member in the genesis");
        }
        return index;
    }

}
