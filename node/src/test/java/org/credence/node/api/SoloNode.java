package org.credence.node.api;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.codec.Malformed;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.consensus.engine.Status;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Decision;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Roster;
import org.credence.consensus.protocol.Protocol;
import org.credence.crypto.Ed25519;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;
import org.credence.ledger.Applications;
import org.credence.ledger.Executed;
import org.credence.ledger.Ledger;
import org.credence.ledger.Rejected;
import org.credence.ledger.StateView;
import org.credence.node.Admission;
import org.credence.node.Attested;
import org.credence.node.ExecutedBlock;
import org.credence.node.MemberStanding;
import org.credence.node.NodeService;
import org.credence.node.NodeStanding;
import org.credence.node.Outcome;
import org.credence.node.TransactionStatus;
import org.credence.node.genesis.ChainApplications;
import org.credence.node.genesis.CreditModels;
import org.credence.node.genesis.Genesis;
import org.credence.node.storage.SnapshotFile;

/**
 * A member that decides by itself, with the keys of all four: real signatures, ledger and proofs, but no consensus.
 * Decides when told
 * to, or at once after each submission.
 */
final class SoloNode implements NodeService, AutoCloseable {

    private static final int MEMBERS = 4;

    private final List<Signer> signers = IntStream.range(0, MEMBERS).mapToObj(SoloNode::signer).toList();
    private final Genesis genesis;
    private final Digest chainId;
    private final Applications applications;
    private final Ledger ledger;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Decision> decisions = new ArrayList<>();
    private final List<List<Batch>> bodies = new ArrayList<>();
    private final List<ExecutedBlock> executed = new ArrayList<>();
    private final Map<Digest, Pending> pending = new LinkedHashMap<>();
    private final Map<Digest, Outcome> outcomes = new HashMap<>();
    private final List<Consumer<ExecutedBlock>> listeners = new CopyOnWriteArrayList<>();
    private long sequence;

    volatile boolean atOnce;
    volatile Optional<Admission.Refusal> refusing = Optional.empty();
    volatile Optional<String> halted = Optional.empty();
    volatile List<Status.Wait> waits = List.of();
    volatile List<Integer> unreachable = List.of();

    private final Set<Digest> forgotten = new HashSet<>();

    private record Pending(Transaction transaction, CompletableFuture<Outcome> outcome) {}

    SoloNode(Path directory) {
        List<Genesis.Member> members = IntStream.range(0, MEMBERS).mapToObj(i -> new Genesis.Member("m" + i,
                signers.get(i).publicKey(), "127.0.0.1", 7000 + i, 8000 + i)).toList();
        genesis = Genesis.of("solo", Protocol.CBFT, members,
                List.of(new Genesis.Application("metering", new TreeMap<>())))
                .with(Optional.of(new Genesis.Epochs(1_000, CreditModels.shipped().digest())));
        chainId = genesis.chainId();
        applications = ChainApplications.of(genesis, digest -> Optional.of(CreditModels.shipped()), Ed25519.chosen());
        ledger = Ledger.open(directory, chainId, applications);
    }

    static Signer signer(int index) {
        byte[] seed = new byte[KeyPair.SEED_LENGTH];
        seed[0] = (byte) (index + 1);
        try (KeyPair pair = KeyPair.fromSeed(seed)) {
            return pair.signer();
        }
    }

    /** Decides what is pending as one block of up to two batches, or an empty block. */
    synchronized void decide() {
        List<Pending> taken = List.copyOf(pending.values());
        pending.clear();
        List<Transaction> transactions = taken.stream().map(Pending::transaction).toList();
        int half = transactions.size() / 2;
        List<Batch> batches = new ArrayList<>();
        for (List<Transaction> part : List.of(transactions.subList(0, half),
                transactions.subList(half, transactions.size()))) {
            if (!part.isEmpty()) {
                batches.add(batch(part));
            }
        }
        Decision decision = decision(batches);
        Executed result = ledger.execute(decision.block(), batches);
        List<Outcome> given = result.receipts().stream().map(receipt -> new Outcome(receipt,
                applications.outcomeName(application(transactions, receipt.index()), receipt.outcome()))).toList();
        given.forEach(outcome -> outcomes.putIfAbsent(outcome.receipt().transaction(), outcome));
        ExecutedBlock block = new ExecutedBlock(decision, result.receipts(), result.stateRoot());
        decisions.add(decision);
        bodies.add(batches);
        executed.add(block);
        given.forEach(outcome -> taken.get(outcome.receipt().index()).outcome.complete(outcome));
        listeners.forEach(listener -> listener.accept(block));
    }

    /** As after a start: what it has decided is in the ledger alone. */
    synchronized void forget() {
        forgotten.addAll(outcomes.keySet());
    }

    /** Stops with what is pending. */
    synchronized void stop() {
        pending.values().forEach(p -> p.outcome.completeExceptionally(new IllegalStateException("stopped")));
        pending.clear();
    }

    private static int application(List<Transaction> transactions, int index) {
        return transactions.get(index).application();
    }

    private Batch batch(List<Transaction> transactions) {
        BatchHead head = Batch.head(0, ++sequence, transactions);
        return Batch.of(head, transactions, signers.getFirst().sign(head.availability(chainId)));
    }

    private Decision decision(List<Batch> batches) {
        List<BatchRef> refs = batches.stream().map(batch -> new BatchRef(batch.head(), List.of(
                new Vote(0, batch.signature()),
                new Vote(1, signers.get(1).sign(batch.head().availability(chainId)))))).toList();
        Header header = new Header(chainId, 0, 0, ledger.height() + 1, ledger.blockId(), Block.payloadRoot(refs), 0,
                1_790_000_000_000L + ledger.height(), Digest.ZERO, ledger.height(), ledger.stateRoot());
        BlockRef ref = BlockRef.of(header, header.id());
        Digest statement = ref.statement(chainId, Phase.CONFIRM);
        List<Vote> votes = IntStream.range(0, 3).mapToObj(i -> new Vote(i, signers.get(i).sign(statement))).toList();
        return new Decision(Block.of(header, refs), List.of(), new Certificate(Phase.CONFIRM, ref, votes));
    }

    @Override
    public Genesis genesis() {
        return genesis;
    }

    @Override
    public int self() {
        return 0;
    }

    @Override
    public List<Admission> submit(List<byte[]> transactions) {
        List<Admission> admissions = transactions.stream().map(this::admit).toList();
        if (atOnce) {
            decide();
        }
        return admissions;
    }

    private synchronized Admission admit(byte[] encoded) {
        if (refusing.isPresent()) {
            return new Admission.Rejected(refusing.get(), "transaction", "refused by the test");
        }
        try {
            Transaction transaction = Transaction.decode(encoded);
            if (pending.containsKey(transaction.id())
                    || outcomes.containsKey(transaction.id()) && !forgotten.contains(transaction.id())) {
                return new Admission.Rejected(Admission.Refusal.DUPLICATE, "transaction", "is known");
            }
            applications.check(chainId, transaction);
            if (!Ed25519.chosen().verify(transaction.sender(), transaction.id(), transaction.signature())) {
                return new Admission.Rejected(Admission.Refusal.BAD_SIGNATURE, "transaction.signature", "is not valid");
            }
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            pending.put(transaction.id(), new Pending(transaction, outcome));
            return new Admission.Accepted(transaction.id(), outcome);
        } catch (Malformed e) {
            return new Admission.Rejected(Admission.Refusal.MALFORMED, e.field(), String.valueOf(e.getMessage()));
        } catch (Rejected e) {
            return new Admission.Rejected(Admission.Refusal.INVALID, "payload", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized TransactionStatus transaction(Digest id) {
        Outcome outcome = outcomes.get(id);
        if (outcome != null) {
            return new TransactionStatus.Decided(outcome);
        }
        return pending.containsKey(id) ? new TransactionStatus.Pending() : new TransactionStatus.Unknown();
    }

    @Override
    public long firstHeight() {
        return 1;
    }

    @Override
    public List<SnapshotFile> snapshots() {
        return List.of();
    }

    @Override
    public Optional<Decision> decision(long height) {
        return at(decisions, height);
    }

    @Override
    public Optional<List<Batch>> bodies(long height) {
        return at(bodies, height);
    }

    @Override
    public Optional<ExecutedBlock> executed(long height) {
        return at(executed, height);
    }

    private synchronized <T> Optional<T> at(List<T> values, long height) {
        return height < 1 || height > values.size() ? Optional.empty() : Optional.of(values.get((int) height - 1));
    }

    @Override
    public Roster roster(int epoch) {
        return genesis.founders();
    }

    @Override
    public Applications applications() {
        return applications;
    }

    @Override
    public Optional<byte[]> value(StateKey key) {
        return ledger.newest().value(key);
    }

    @Override
    public synchronized Optional<Attested<StateProof>> prove(StateKey key) {
        return certifier().map(header -> new Attested<>(view(header).prove(key), header));
    }

    @Override
    public synchronized Optional<Attested<ReceiptProof>> proveReceipt(Digest transaction) {
        return certifier().flatMap(header -> ledger.proveReceipt(transaction, view(header))
                .map(proof -> new Attested<>(proof, header)));
    }

    private StateView view(DecidedHeader header) {
        return ledger.at(header.header().stateHeight());
    }

    private Optional<DecidedHeader> certifier() {
        return decisions.isEmpty() ? Optional.empty() : Optional.of(decisions.getLast().header());
    }

    @Override
    public synchronized NodeStanding standing() {
        List<Status.Peer> peers =
                IntStream.range(0, MEMBERS).mapToObj(i -> new Status.Peer(i, 0, ledger.height(), 900_000)).toList();
        Status status = new Status("CBFT", 0, 0, Status.Stage.ACTIVE, 0, ledger.height(), ledger.blockId(), waits,
                pending.size(), sequence + 1, 0, peers);
        List<MemberStanding> members = IntStream.range(0, MEMBERS).mapToObj(i -> new MemberStanding(i,
                genesis.members().get(i).seat(), i == 0, !unreachable.contains(i), 0, ledger.height(),
                i == 3 ? -1 : 100))
                .toList();
        return new NodeStanding(0, genesis.founders(), status, 5_000_000, ledger.height(), ledger.stateRoot(),
                pending.size(), pending.size(),
                "HEARTBEAT in 0.1 s", members, halted);
    }

    @Override
    public Subscription subscribe(Consumer<ExecutedBlock> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public PrometheusMeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        ledger.close();
    }
}
