package org.credence.node;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.credence.base.PublicKey;
import org.credence.consensus.engine.Engine;
import org.credence.consensus.engine.Input;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.Holders;
import org.credence.consensus.part.Roster;
import org.credence.consensus.part.Seat;
import org.credence.crypto.Ed25519;
import org.credence.crypto.Signer;
import org.credence.ledger.Ledger;
import org.credence.ledger.observation.Observatory;
import org.credence.node.driver.Driver;
import org.credence.node.driver.Snapshot;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.Genesis;
import org.credence.node.observation.Pings;
import org.credence.node.observation.Reporter;
import org.credence.node.pipeline.Batcher;
import org.credence.node.pipeline.BodyStore;
import org.credence.node.pipeline.ExecutedStates;
import org.credence.node.pipeline.Execution;
import org.credence.node.pipeline.Intake;
import org.credence.node.pipeline.Outlet;
import org.credence.node.pipeline.Relays;
import org.credence.node.pipeline.SignatureCache;
import org.credence.node.pipeline.Transfers;
import org.credence.node.transport.PeerAddress;
import org.credence.node.transport.PeerNetwork;

/**
 * A member among members that stay the same: engine, disk, network and execution put together. When the members change
 * a node ends one and begins another from what is on disk, as after a restart.
 */
final class Session implements AutoCloseable {

    private static final long BODY_BYTES = 64L * 1024 * 1024;
    /** So many times as long as for votes on a batch is waited for a leader to have decided what was relayed to it. */
    private static final int PATIENCE = 3;

    private final Resources resources = new Resources();
    private final Household household;
    private final Roster roster;
    private final int self;
    private final Recovery recovered;
    private final Queries queries;
    private final Driver driver;
    private final PeerNetwork network;
    private final Execution execution;
    private final ExecutedStates states;
    private final BodyStore bodies = new BodyStore(BODY_BYTES);
    private final Observatory observatory;
    private final Batcher batcher;

    /**
     * What a session needs of its node and finds again in the next one.
     *
     * @param others told that the members change
     * @param failed told of what must stop the node for good
     */
    record Household(NodeConfig config, List<Credential> credentials, Shared shared, Runnable others,
            Consumer<Throwable> failed) {}

    /**
     * Begins. Returns when it listens and its engine runs; other members need not be up.
     *
     * @throws ConfigInvalid if none of the keys is a member's
     * @throws StartRefused  if what is on disk must not be started from
     */
    static Session begin(Household household) {
        Resources opened = new Resources();
        try {
            return new Session(household, opened);
        } catch (RuntimeException | Error e) {
            opened.close();
            throw e;
        }
    }

    private Session(Household household, Resources opened) {
        this.household = household;
        resources.add(opened);
        NodeConfig config = household.config;
        Genesis genesis = config.genesis();
        Shared shared = household.shared;
        recovered = Recovery.open(config.data(), genesis, shared.applications(), opened, shared.log());
        Ledger ledger = recovered.ledger();
        if (recovered.promises().epoch() > recovered.epoch().number()) {
            throw new ChainBehind(ledger.height(), recovered.epoch().number(), recovered.promises().epoch());
        }
        PresentEpoch present = new PresentEpoch(genesis, recovered.chain(), ledger);
        roster = present.roster();
        Credential credential = credential(household.credentials, roster);
        self = roster.member(credential.key()).orElseThrow();
        String name = roster.seats().get(self).name();
        Committee committee = recovered.epoch().committee();
        queries = new Queries(recovered.chain(), ledger, shared.applications());
        SignatureCache verifier = new SignatureCache(Ed25519.chosen(), SignatureCache.PER_MEMBER * committee.size());
        Signer signer = verifier.remembering(credential.signer());
        Engine engine = genesis.protocol().engine(recovered.epoch(), self, signer, genesis.network().timing());
        driver = new Driver(name + "-engine", engine, (inputs, step, sync) -> shared.meters().ran(inputs, step, sync),
                Driver.REST);

        CompletableFuture<Intake> intake = new CompletableFuture<>();
        network = opened.add(network(config.peerBind(), present, credential, intake));
        PeerOutlet outlet = new PeerOutlet(network, shared.meters(), committee.size() - 1);
        recovered.promises().held().forEach(bodies::keep);
        observatory = new Observatory(self, committee.quorum());
        Pings pings = opened.add(new Pings(name + "-pings", committee.others(self), outlet, observatory,
                Pings.PERIOD));
        states = new ExecutedStates(new ExecutedStates.Newest(ledger.height(), ledger.stateRoot()), ledger::stateRootAt,
                driver::answer);
        Transfers transfers = new Transfers(committee.size(), queries, bodies, outlet, shared.pool(), pings,
                new DroppedBlocks(committee.quorum().f(), () -> states.newest().height(), household.failed),
                shared.mempool()::host, shared.meters());
        Checkpoints checkpoints = opened.add(new Checkpoints(name + "-snapshots", genesis.epochLength(),
                config.retention(), recovered, shared.log(), household.failed));
        execution = opened.add(new Execution(name + "-execution", new Holders(committee.others(self)),
                committee.size(), recovered.chain(), ledger, bodies, transfers, states, recovered.durability(),
                shared.meters(), new EpochTurn(genesis.epochLength(), present, observatory, driver, checkpoints,
                        household.others),
                household.failed));
        batcher = new Batcher(name + "-batches", committee.chainId(), self, signer, shared.mempool(),
                batch -> driver.submit(new Input.Submitted(batch)), relays(outlet), shared.meters(), Batcher.REST);
        execution.listen(shared.mempool()::executed);
        execution.start(recovered.pending());
        Optional<Reporter> reporter = genesis.constitution().map(constitution -> opened.add(new Reporter(
                name + "-reports", constitution, self, signer, ledger, observatory,
                transaction -> shared.mempool().submit(List.of(transaction)))));
        MemberWorld world = new MemberWorld(self, recovered.journal(), outlet, bodies, execution, states, batcher,
                observatory, shared.meters(), shared.log(), evidence -> reporter.ifPresent(r -> r.accuse(evidence)),
                household.failed);
        opened.add(driver);
        opened.add(batcher);
        Snapshot first = driver.start(world, new Input.Started(recovered.view(), recovered.promises())).join();
        batcher.start(first.status().nextBatch(), first.status().openBatches());
        pings.start();
        reporter.ifPresent(r -> execution.listen(block -> r.executed(block.height())));
        reporter.ifPresent(Reporter::start);
        intake.complete(new Intake(committee, self, verifier, shared.check(), bodies, transfers, driver, load(),
                observatory, shared.meters(),
                new Misconduct(committee.size(), network, shared.meters(), shared.log())));
        shared.log().atInfo().addKeyValue("chain", committee.chainId()).addKeyValue("member", self)
                .addKeyValue("epoch", committee.epoch()).addKeyValue("height", ledger.height())
                .addKeyValue("port", network.port()).log("started");
    }

    Roster roster() {
        return roster;
    }

    int self() {
        return self;
    }

    Recovery recovered() {
        return recovered;
    }

    Ledger ledger() {
        return recovered.ledger();
    }

    Queries queries() {
        return queries;
    }

    Driver driver() {
        return driver;
    }

    PeerNetwork network() {
        return network;
    }

    Execution execution() {
        return execution;
    }

    ExecutedStates states() {
        return states;
    }

    BodyStore bodies() {
        return bodies;
    }

    Observatory observatory() {
        return observatory;
    }

    Batcher batcher() {
        return batcher;
    }

    NodeStanding standing(Optional<String> halted) {
        Snapshot snapshot = driver.snapshot();
        ExecutedStates.Newest newest = states.newest();
        Set<Integer> connected = network.connected();
        List<MemberStanding> members = new ArrayList<>();
        for (Status.Peer peer : snapshot.status().peers()) {
            int member = peer.member();
            long ago = peer.heardMicros() < 0 ? -1 : Math.max(0, Driver.nowMicros() - peer.heardMicros()) / 1_000;
            members.add(new MemberStanding(member, roster.seats().get(member), member == self,
                    member == self || connected.contains(member), peer.view(), peer.decidedHeight(), ago));
        }
        return new NodeStanding(self, roster, snapshot.status(), snapshot.nowMicros(), newest.height(), newest.root(),
                household.shared.mempool().queued(), household.shared.mempool().tracked(), snapshot.nextTimer(),
                members, halted);
    }

    @Override
    public void close() {
        resources.close();
    }

    private static Credential credential(List<Credential> credentials, Roster roster) {
        return credentials.stream().filter(held -> roster.member(held.key()).isPresent()).findFirst()
                .orElseThrow(() -> new ConfigInvalid("member.key", "is " + credentials.getFirst().key(),
                        "the key of a member since epoch " + roster.since()));
    }

    private PeerNetwork network(InetSocketAddress bind, PresentEpoch present, Credential credential,
            CompletableFuture<Intake> intake) {
        return PeerNetwork.open(new PeerNetwork.Config(self, peers(present), bind), credential.identity(),
                (member, frame) -> received(intake.join(), member, frame), household.shared.log());
    }

    /** Members with another key than before are known by both, so that those who are behind can catch up. */
    private List<PeerAddress> peers(PresentEpoch present) {
        Roster before = present.rosterBefore();
        return IntStream.range(0, roster.seats().size()).mapToObj(member -> {
            Seat seat = roster.seats().get(member);
            List<PublicKey> keys = new ArrayList<>(List.of(seat.key()));
            OptionalInt earlier = before.member(seat.name());
            earlier.ifPresent(index -> {
                PublicKey key = before.seats().get(index).key();
                if (!key.equals(seat.key())) {
                    keys.add(key);
                }
            });
            return new PeerAddress(member, keys, seat.host(), seat.peerPort());
        }).toList();
    }

    private Relays relays(Outlet outlet) {
        Duration patience = Duration.of(PATIENCE * household.config.genesis().network().timing().batchRetry(),
                ChronoUnit.MICROS);
        return new Relays(self, () -> driver.snapshot().status(), network::isConnected, outlet, patience);
    }

    private Intake.Load load() {
        return new Intake.Load() {

            @Override
            public boolean backlogged() {
                return execution.backlogged();
            }

            @Override
            public long executedHeight() {
                return states.newest().height();
            }
        };
    }

    private static void received(Intake intake, int member, byte[] frame) {
        try {
            intake.received(member, frame);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
