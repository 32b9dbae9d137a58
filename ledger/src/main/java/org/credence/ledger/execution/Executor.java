package org.credence.ledger.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Block;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.merkle.MerkleTree;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptsRoot;
import org.credence.base.proof.StateHash;
import org.credence.base.proof.StateKey;
import org.credence.ledger.Application;
import org.credence.ledger.Applications;
import org.credence.ledger.BlockContext;
import org.credence.ledger.Code;
import org.credence.ledger.Executed;
import org.credence.ledger.LedgerCode;
import org.credence.ledger.Rejected;
import org.credence.ledger.tree.StateTree;

/** Executes blocks on a tree. */
public final class Executor {

    private final Digest chainId;
    private final Applications applications;
    private final StateTree tree;

    public Executor(Digest chainId, Applications applications, StateTree tree) {
        this.chainId = chainId;
        this.applications = applications;
        this.tree = tree;
    }

    /**
     * Executes the block on the state of the height below it.
     *
     * @param bodies the block's batches, in its order
     * @throws IllegalArgumentException if a body is not the batch the block refers to
     */
    public Executed execute(Block block, List<Batch> bodies) {
        requireBodies(block, bodies);
        BlockContext context = new BlockContext(block.height(), block.header().timeMs());
        Overlay state = new Overlay(tree);
        List<Receipt> receipts = new ArrayList<>(block.transactions());
        for (Batch batch : bodies) {
            for (Transaction transaction : batch.transactions()) {
                Code outcome = execute(transaction, context, state);
                receipts.add(new Receipt(transaction.id(), block.height(), receipts.size(), outcome.number()));
            }
        }
        if (!bodies.isEmpty()) {
            state.put(StateKey.authors(), authorsAfter(bodies, state));
            state.put(StateKey.receipts(block.height()), root(receipts).encoded());
        }
        applications.all().forEach(application -> application.afterBlock(context, state));
        Digest treeRoot = tree.apply(block.height(), state.updates()).hash();
        return new Executed(block.height(), StateHash.state(block.height(), treeRoot), receipts);
    }

    private Code execute(Transaction transaction, BlockContext context, Overlay state) {
        StateKey account = StateKey.account(transaction.sender());
        Optional<byte[]> used = NonceWindow.use(state.value(account), transaction.nonce());
        if (used.isEmpty()) {
            return LedgerCode.REPLAYED;
        }
        state.put(account, used.get());
        if (!transaction.chainId().equals(chainId)) {
            return LedgerCode.WRONG_CHAIN;
        }
        Optional<Application> application = applications.find(transaction.application());
        if (application.isEmpty()) {
            return LedgerCode.UNKNOWN_APPLICATION;
        }
        state.mark();
        try {
            application.get().execute(transaction, context, state);
            return LedgerCode.ACCEPTED;
        } catch (Rejected e) {
            state.rollBack();
            return e.code();
        } catch (Malformed e) {
            state.rollBack();
            return LedgerCode.MALFORMED;
        }
    }

    private static byte[] authorsAfter(List<Batch> bodies, Overlay state) {
        Authors authors = Authors.of(state.value(StateKey.authors()));
        bodies.forEach(batch -> authors.take(batch.head()));
        return authors.encoded();
    }

    private static ReceiptsRoot root(List<Receipt> receipts) {
        return new ReceiptsRoot(MerkleTree.of(receipts, Receipt::encoded).root(), receipts.size());
    }

    private static void requireBodies(Block block, List<Batch> bodies) {
        if (bodies.size() != block.batches().size()) {
            throw new IllegalArgumentException(
                    "bodies: " + bodies.size() + " for a block of " + block.batches().size() + " batches");
        }
        for (int i = 0; i < bodies.size(); i++) {
            if (!bodies.get(i).digest().equals(block.batches().get(i).digest())) {
                throw new IllegalArgumentException("bodies[" + i + "]: " + bodies.get(i).head() + ", the block has "
                        + block.batches().get(i).head());
            }
        }
    }
}
