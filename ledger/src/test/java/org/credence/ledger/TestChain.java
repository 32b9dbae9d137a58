package org.credence.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.credence.base.Digest;
import org.credence.base.Hasher;
import org.credence.base.PublicKey;
import org.credence.base.Signature;
import org.credence.base.Tag;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Block;
import org.credence.base.block.Header;
import org.credence.base.block.Transaction;

/** Makes decided blocks, one on the other, without signatures. */
final class TestChain {

    static final Digest CHAIN = digest("chain");
    static final Signature UNSIGNED = new Signature(Digest.ZERO, Digest.ZERO);

    private final List<Decided> blocks = new ArrayList<>();
    private final Map<Integer, Long> sequences = new TreeMap<>();
    private Digest parent = CHAIN;
    private long stateHeight;

    /** A block with its bodies. */
    record Decided(Block block, List<Batch> bodies) {}

    static Digest digest(String text) {
        return Hasher.of(Tag.CHAIN).add(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)).digest();
    }

    static PublicKey key(int number) {
        return new PublicKey(digest("key" + number));
    }

    static Transaction transaction(PublicKey sender, long nonce, int application, byte[] payload) {
        return new Transaction.Unsigned(CHAIN, sender, nonce, application, payload).signed(UNSIGNED);
    }

    /** What the headers from now on vouch for. */
    TestChain stateHeight(long height) {
        stateHeight = height;
        return this;
    }

    /** A block of one batch per list, by authors 0, 1, 2 in turn; empty lists give no batch. */
    Decided add(List<List<Transaction>> batches) {
        List<Batch> bodies = new ArrayList<>();
        List<BatchRef> refs = new ArrayList<>();
        for (int author = 0; author < batches.size(); author++) {
            if (!batches.get(author).isEmpty()) {
                long sequence = sequences.merge(author % 3, 1L, Long::sum);
                Batch batch =
                        Batch.of(Batch.head(author % 3, sequence, batches.get(author)), batches.get(author), UNSIGNED);
                bodies.add(batch);
                refs.add(new BatchRef(batch.head(), List.of()));
            }
        }
        long height = blocks.size() + 1;
        Header header = new Header(CHAIN, 0, 0, height, parent, Block.payloadRoot(refs), 0, 1_000 * height, Digest.ZERO,
                stateHeight, Digest.ZERO);
        Decided decided = new Decided(Block.of(header, refs), bodies);
        parent = decided.block().id();
        blocks.add(decided);
        return decided;
    }

    Decided add(Transaction... transactions) {
        return add(List.of(List.of(transactions)));
    }

    List<Decided> blocks() {
        return blocks;
    }
}
