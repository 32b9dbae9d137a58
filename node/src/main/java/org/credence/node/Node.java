package org.credence.node;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Roster;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.ledger.Applications;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.ConfigInvalid;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.pipeline.BatchCheck;
import org.credence.node.pipeline.Mempool;
import org.credence.node.pipeline.SignatureCache;
import org.credence.node.pipeline.WorkPool;
import org.credence.node.storage.SnapshotFile;
import org.credence.node.storage.StoredBlock;

/**
 * One running member; several can run in one process. While the members stay the same it is one {@link Session}; from
 * one to the next it takes along what clients wait for.
 */
public final class Node implements NodeService, AutoCloseable {

    private static final long DRAIN_NANOS = 1_000_000_000L;
    /** What a client sent here comes back soon in the leader's batch, and need not be verified again. */
    private static final int CLIENT_SIGNATURES = 1_024;

    private final Genesis genesis;
    private final Resources resources;
    private final Shared shared;
    private final Session.Household household;
    private final NodeGauges gauges;
    private final List<Consumer<ExecutedBlock>> listeners = new CopyOnWriteArrayList<>();
    /** Held for writing while sessions change, for reading while one is read from. */
    private final ReadWriteLock change = new ReentrantReadWriteLock();
    private volatile Optional<Session> session = Optional.empty();
    /** How it stood when the members changed last, until it is one of the new ones. */
    private volatile Optional<NodeStanding> left = Optional.empty();
    /** What has stopped it for good. */
    private volatile Optional<Throwable> failure = Optional.empty();
    private volatile boolean closing;

    /**
     * Starts a member. Returns when it listens and its engine runs; other members need not be up.
     *
     * @param pair its key; copied where it is needed, so the caller closes it
     * @throws ConfigInvalid if settings and key do not make a member of the chain
     * @throws StartRefused  if what is on disk must not be started from
     */
    public static Node start(NodeConfig config, KeyPair pair) {
        return start(config, List.of(pair));
    }

    /**
     * The same with more than one key, of which always the one is used that the ledger names: so a member gets another
     * key without a pause.
     */
    public static Node start(NodeConfig config, List<KeyPair> pairs) {
        Resources resources = new Resources();
        try {
            return new Node(config, pairs, resources);
        } catch (RuntimeException | Error e) {
            resources.close();
            throw e;
        }
    }

    private Node(NodeConfig config, List<KeyPair> pairs, Resources resources) {
        this.resources = resources;
        genesis = config.genesis();
        if (genesis.bench() && !config.bench()) {
            throw new ConfigInvalid("bench", "is true", "false: this chain is made for measuring only");
        }
        String name = nameOf(pairs.getFirst());
        Applications applications = ChainApplications.of(genesis, CreditModels.of(config.data()), Ed25519.chosen());
        NodeLog log = resources.add(NodeLog.open(name, config.data().logs()));
        NodeMeters meters = resources.add(new NodeMeters());
        WorkPool pool = resources.add(new WorkPool(name + "-work", config.workers(), this::halt));
        BatchCheck check = new BatchCheck(genesis.chainId(), applications,
                new SignatureCache(Ed25519.chosen(), CLIENT_SIGNATURES), genesis.clientSignatures(),
                pool, log.logger());
        Mempool mempool = new Mempool(config.mempool(), check, applications, pool, meters, this::filled);
        shared = new Shared(applications, meters, log.logger(), pool, check, mempool);
        household = new Session.Household(config, pairs.stream().map(pair -> Credential.of(pair, name)).toList(),
                shared, this::membersChange, this::halt);
        gauges = new NodeGauges(shared, this::present);
        enter(Session.begin(household));
        meters.gauge("credence_halted", "1 if the node has stopped itself", () -> failure.isPresent() ? 1 : 0);
    }

    /** Why this node has stopped itself for good; empty while it runs. */
    public Optional<String> halted() {
        return failure.map(String::valueOf);
    }

    /** Whether it has stopped itself because only a snapshot leads on: a start anew takes one in. */
    public boolean isLeftBehind() {
        return failure.filter(LeftBehind.class::isInstance).isPresent();
    }

    @Override
    public Genesis genesis() {
        return genesis;
    }

    @Override
    public int self() {
        return standing().self();
    }

    @Override
    public List<Admission> submit(List<byte[]> transactions) {
        return shared.mempool().submit(transactions);
    }

    @Override
    public TransactionStatus transaction(Digest id) {
        Optional<Outcome> outcome = read(s -> s.queries().outcome(id));
        if (outcome.isPresent()) {
            return new TransactionStatus.Decided(outcome.get());
        }
        return shared.mempool().tracks(id) ? new TransactionStatus.Pending() : new TransactionStatus.Unknown();
    }

    @Override
    public Roster roster(int epoch) {
        return genesis.constitution()
                .map(constitution -> read(s -> constitution.rosterOf(epoch, s.ledger().newest()::value)))
                .orElseGet(genesis::founders);
    }

    @Override
    public Optional<Decision> decision(long height) {
        return read(s -> s.queries().stored(height)).map(StoredBlock::decision);
    }

    @Override
    public Optional<List<Batch>> bodies(long height) {
        return read(s -> s.queries().stored(height)).map(StoredBlock::bodies);
    }

    @Override
    public long firstHeight() {
        return read(s -> s.recovered().chain().first());
    }

    @Override
    public List<SnapshotFile> snapshots() {
        return read(s -> s.recovered().snapshots().all());
    }

    @Override
    public Optional<ExecutedBlock> executed(long height) {
        return read(s -> s.queries().executed(height));
    }

    @Override
    public Applications applications() {
        return shared.applications();
    }

    @Override
    public Optional<byte[]> value(StateKey key) {
        return read(s -> s.ledger().newest().value(key));
    }

    @Override
    public Optional<Attested<StateProof>> prove(StateKey key) {
        return read(s -> s.queries().attested(state -> Optional.of(state.prove(key))));
    }

    @Override
    public Optional<Attested<ReceiptProof>> proveReceipt(Digest transaction) {
        return read(s -> s.queries().attested(state -> s.ledger().proveReceipt(transaction, state)));
    }

    @Override
    public NodeStanding standing() {
        Optional<String> halted = halted();
        NodeStanding last = left.orElseGet(() -> read(s -> s.standing(halted)));
        return last.halted().equals(halted) ? last : last.halted(halted);
    }

    @Override
    public Subscription subscribe(Consumer<ExecutedBlock> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public PrometheusMeterRegistry meters() {
        return shared.meters().registry();
    }

    /** Stops taking transactions in, lets what is queued reach the journal, and closes everything. */
    @Override
    public void close() {
        closing = true;
        Mempool mempool = shared.mempool();
        mempool.refuse();
        long deadline = System.nanoTime() + DRAIN_NANOS;
        while (failure.isEmpty() && mempool.queued() + session.map(s -> s.driver().waiting()).orElse(0) > 0
                && System.nanoTime() < deadline) {
            LockSupport.parkNanos(1_000_000);
        }
        mempool.close();
        change.writeLock().lock();
        try {
            session.ifPresent(Session::close);
        } finally {
            change.writeLock().unlock();
        }
        resources.close();
    }

    private Session present() {
        return session.orElseThrow(() -> new NotServing(halted().orElse("the node is not started")));
    }

    private <T> T read(Function<Session, T> question) {
        change.readLock().lock();
        try {
            return question.apply(present());
        } finally {
            change.readLock().unlock();
        }
    }

    private void filled() {
        session.ifPresent(s -> s.batcher().filled());
    }

    private void enter(Session next) {
        session = Optional.of(next);
        next.execution().listen(block -> listeners.forEach(listener -> listener.accept(block)));
        gauges.observe();
    }

    /** Called by the execution that ends with this: another thread must wait for it. */
    private void membersChange() {
        Thread.ofPlatform().name("members").start(this::renew);
    }

    /** What is undecided is batched anew: the batches on their way were those of other members. */
    private void renew() {
        change.writeLock().lock();
        try {
            if (closing || failure.isPresent()) {
                return;
            }
            Session before = present();
            left = Optional.of(before.standing(halted()));
            session = Optional.empty();
            before.close();
            // Before the next session takes its first batch, or that would be queued again too.
            shared.mempool().requeue();
            Session next = Session.begin(household);
            enter(next);
            left = Optional.empty();
            next.batcher().filled();
        } catch (RuntimeException | Error e) {
            halt(e);
        } finally {
            change.writeLock().unlock();
        }
    }

    /** The member stops for good rather than sign on a doubtful memory or state; what it holds can still be read. */
    private synchronized void halt(Throwable cause) {
        if (failure.isEmpty()) {
            failure = Optional.of(cause);
            shared.log().atError().setCause(cause).log("halted: this member signs nothing any more");
            // From another thread: the one that failed may be one of those that end now.
            Thread.ofPlatform().name("halt").start(() -> {
                shared.mempool().close();
                session.ifPresent(s -> {
                    s.driver().close();
                    s.network().close();
                });
            });
        }
    }

    /** Its name among the founders; who joins later is known by its key. */
    private String nameOf(KeyPair pair) {
        return genesis.members().stream().filter(member -> member.key().equals(pair.publicKey()))
                .map(Genesis.Member::name).findFirst().orElseGet(() -> pair.publicKey().bytes().brief());
    }
}
