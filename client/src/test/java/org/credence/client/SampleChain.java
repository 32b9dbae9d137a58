package org.credence.client;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.credence.base.Digest;
import org.credence.base.PublicKey;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchHead;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;
import org.credence.base.block.Vote;
import org.credence.base.codec.Writer;
import org.credence.base.merkle.MerkleTree;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.ReceiptsRoot;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.base.proof.StateProof;
import org.credence.base.proof.TransactionProof;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Certificate;
import org.credence.consensus.part.Committee;
import org.credence.consensus.part.DecidedHeader;
import org.credence.consensus.part.Phase;
import org.credence.consensus.part.Quorum;
import org.credence.crypto.KeyPair;
import org.credence.crypto.Signer;

/**
 * A chain of two blocks that four real keys decided: the first orders six transactions, the second carries the state
 * after the first.
 */
public final class SampleChain {

    public static final Digest CHAIN = Digest.parse("c4".repeat(32));
    public static final StateKey KEY = StateKey.of(StateKey.begin(7, 1).u64(99));
    public static final byte[] VALUE = {1, 2, 3};
    public static final int MEMBERS = 4;

    private final List<Signer> signers = IntStream.range(0, MEMBERS).mapToObj(SampleChain::signer).toList();
    private final Committee committee;
    private final List<Batch> batches = new ArrayList<>();
    private final Block first;
    private final Header second;
    private final List<Receipt> receipts = new ArrayList<>();

    public SampleChain() {
        List<PublicKey> keys = signers.stream().map(Signer::publicKey).toList();
        committee = new Committee(CHAIN, 0, keys, new Quorum(MEMBERS, 1, 1));
        for (int author = 0; author < 3; author++) {
            batches.add(batch(author));
        }
        List<BatchRef> refs = batches.stream().map(this::certified).toList();
        first = Block.of(header(1, CHAIN, Block.payloadRoot(refs), 0, StateHash.state(0, StateHash.EMPTY)), refs);
        List<Transaction> ordered = batches.stream().flatMap(batch -> batch.transactions().stream()).toList();
        for (int i = 0; i < ordered.size(); i++) {
            receipts.add(new Receipt(ordered.get(i).id(), 1, i, i % 2 == 0 ? Receipt.ACCEPTED : 101));
        }
        second = header(2, first.id(), Block.payloadRoot(List.of()), 1, StateHash.state(1, treeRoot()));
    }

    public Committee committee() {
        return committee;
    }

    public Block first() {
        return first;
    }

    public Transaction transaction(int batch, int index) {
        return batches.get(batch).transactions().get(index);
    }

    public TransactionProof inclusion(int batch, int index) {
        return TransactionProof.of(first, batch, batches.get(batch), index);
    }

    /** The first block, decided by a certificate on itself. */
    public DecidedHeader decidedFirst() {
        return new DecidedHeader(first.header(), List.of(), certificate(first.header(), Phase.CONFIRM, 3));
    }

    /** The first block, decided by a certificate on the second. */
    public DecidedHeader decidedThroughSecond() {
        return new DecidedHeader(first.header(), List.of(second), certificate(second, Phase.COMMIT, 3));
    }

    public DecidedHeader decidedSecond() {
        return new DecidedHeader(second, List.of(), certificate(second, Phase.CONFIRM, 4));
    }

    /** A certificate of the first {@code votes} members. */
    public Certificate certificate(Header header, Phase phase, int votes) {
        BlockRef ref = BlockRef.of(header, header.id());
        Digest statement = ref.statement(CHAIN, phase);
        return new Certificate(phase, ref, IntStream.range(0, votes)
                .mapToObj(i -> new Vote(i, signers.get(i).sign(statement))).toList());
    }

    public Receipt receipt(int index) {
        return receipts.get(index);
    }

    public ReceiptProof receiptProof(int index) {
        MerkleTree tree = MerkleTree.of(receipts, Receipt::encoded);
        return new ReceiptProof(receipts.get(index), tree.inclusion(index),
                proof(receiptsKey(), KEY, receiptsRoot(), VALUE));
    }

    public StateProof stateProof() {
        return proof(KEY, receiptsKey(), VALUE, receiptsRoot());
    }

    public static byte[] encoded(DecidedHeader header) {
        Writer writer = new Writer(1024);
        header.write(writer);
        return writer.toBytes();
    }

    private StateProof proof(StateKey key, StateKey other, byte[] value, byte[] otherValue) {
        StateHash hash = new StateHash();
        int bit = key.hash().firstDifference(other.hash());
        Digest sibling = hash.leaf(other.hash(), hash.bytes(otherValue));
        return new StateProof(List.of(new StateProof.Fork(bit, sibling)), new StateProof.Value(value));
    }

    private Digest treeRoot() {
        StateHash hash = new StateHash();
        Digest one = hash.leaf(KEY.hash(), hash.bytes(VALUE));
        Digest two = hash.leaf(receiptsKey().hash(), hash.bytes(receiptsRoot()));
        int bit = KEY.hash().firstDifference(receiptsKey().hash());
        return KEY.hash().bit(bit) ? hash.branch(bit, two, one) : hash.branch(bit, one, two);
    }

    private static StateKey receiptsKey() {
        return StateKey.receipts(1);
    }

    private byte[] receiptsRoot() {
        return new ReceiptsRoot(MerkleTree.of(receipts, Receipt::encoded).root(), receipts.size()).encoded();
    }

    private Batch batch(int author) {
        List<Transaction> transactions = List.of(transaction(author), transaction(author + 100));
        BatchHead head = Batch.head(author, 1, transactions);
        return Batch.of(head, transactions, signers.get(author).sign(head.availability(CHAIN)));
    }

    private BatchRef certified(Batch batch) {
        Digest statement = batch.head().availability(CHAIN);
        int author = batch.head().author();
        return new BatchRef(batch.head(),
                List.of(new Vote(author, batch.signature()), new Vote(3, signers.get(3).sign(statement))));
    }

    private Transaction transaction(int nonce) {
        Signer client = signers.get(nonce % MEMBERS);
        var unsigned = new Transaction.Unsigned(CHAIN, client.publicKey(), nonce, 7, new byte[]{(byte) nonce});
        return unsigned.signed(client.sign(unsigned.id()));
    }

    private static Header header(long height, Digest parent, Digest payload, long stateHeight, Digest stateRoot) {
        return new Header(CHAIN, 0, 0, height, parent, payload, 1, 1_790_000_000_000L + height, Digest.ZERO,
                stateHeight, stateRoot);
    }

    private static Signer signer(int index) {
        byte[] seed = new byte[KeyPair.SEED_LENGTH];
        seed[0] = (byte) (index + 1);
        try (KeyPair pair = KeyPair.fromSeed(seed)) {
            return pair.signer();
        }
    }
}
