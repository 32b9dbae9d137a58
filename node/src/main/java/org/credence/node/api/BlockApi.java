package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.base.proof.Receipt;
import org.credence.consensus.part.Decision;
import org.credence.node.ExecutedBlock;
import org.credence.node.NodeService;
import org.credence.node.api.Answers.BatchView;
import org.credence.node.api.Answers.BlockSummary;
import org.credence.node.api.Answers.CertificateView;
import org.credence.node.api.Answers.HeaderView;
import org.credence.node.api.Answers.MemberRef;
import org.credence.node.storage.StoredBlock;

/** Answers what was decided, block by block. */
final class BlockApi {

    private static final int MOST_BLOCKS = 100;
    private static final int USUAL_BLOCKS = 20;
    private static final int MOST_TRANSACTIONS = 1_000;
    private static final String LATEST = "latest";

    private final NodeService node;

    BlockApi(NodeService node) {
        this.node = node;
    }

    /** One block. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record BlockView(String id, HeaderView header, MemberRef proposer, CertificateView certificate,
            List<BatchView> batches, int transactionCount, Optional<List<TransactionView>> transactions) {}

    /** One transaction of a block. */
    record TransactionView(String id, int index, String sender, long nonce, int application, int payloadBytes,
            String outcome, int outcomeCode) {}

    /** Some blocks, ascending. */
    record Blocks(List<BlockSummary> blocks, long executedHeight) {}

    /** A header and, in hexadecimal, the encoded decided header that proves it. */
    record HeaderProof(String id, HeaderView header, String proof) {}

    /** {@code GET /v1/blocks}. */
    Answer blocks(Call call) {
        call.allowOnly(Set.of("from", "count"));
        long top = top();
        int count = (int) call.queryNumber("count", 1, MOST_BLOCKS, USUAL_BLOCKS);
        long first = node.firstHeight();
        long from = Math.max(first, call.queryNumber("from", 1, Long.MAX_VALUE, Math.max(1, top - count + 1)));
        List<BlockSummary> blocks = new ArrayList<>();
        for (long height = from; height <= top && height - from < count; height++) {
            node.decision(height).ifPresent(decision -> blocks.add(BlockSummary.of(node, decision)));
        }
        return Answer.json(new Blocks(blocks, top));
    }

    /** {@code GET /v1/blocks/{height}}. */
    Answer block(Call call) {
        call.allowOnly(Set.of("transactions", "offset", "count"));
        Decision decision = decision(call);
        Optional<List<TransactionView>> transactions = Optional.empty();
        if (call.flag("transactions")) {
            int offset = (int) call.queryNumber("offset", 0, Integer.MAX_VALUE, 0);
            int count = (int) call.queryNumber("count", 1, MOST_TRANSACTIONS, MOST_TRANSACTIONS);
            transactions = Optional.of(transactions(decision, offset, count));
        }
        return Answer.json(new BlockView(decision.block().id().hex(), HeaderView.of(decision.block().header()),
                MemberRef.of(node.roster(decision.block().header().epoch()), decision.block().header().proposer()),
                CertificateView.of(decision.certificate()),
                decision.block().batches().stream().map(BatchView::of).toList(), decision.block().transactions(),
                transactions));
    }

    /** {@code GET /v1/blocks/{height}/proof}. */
    Answer proof(Call call) {
        call.allowOnly(Set.of());
        Decision decision = decision(call);
        return Answer.json(new HeaderProof(decision.block().id().hex(), HeaderView.of(decision.block().header()),
                Answers.encoded(decision.header())));
    }

    /** {@code GET /v1/blocks/{height}/stored}: all that it takes to check and execute the block, as it is stored. */
    Answer stored(Call call) {
        call.allowOnly(Set.of());
        Decision decision = decision(call);
        long height = decision.height();
        return new Answer.Whole(Answer.BYTES,
                new StoredBlock(decision, node.bodies(height).orElseThrow(() -> missing(height))).encode());
    }

    private Decision decision(Call call) {
        long top = top();
        long height = call.text("height").equals(LATEST) && top > 0
                ? top
                : call.number("height", 1, Long.MAX_VALUE);
        return node.decision(height).orElseThrow(() -> new ApiException(ErrorCode.NOT_FOUND,
                "block " + height + " is not here: there are " + node.firstHeight() + " to " + top));
    }

    private List<TransactionView> transactions(Decision decision, int offset, int count) {
        long height = decision.height();
        ExecutedBlock executed = node.executed(height).orElseThrow(() -> missing(height));
        List<TransactionView> views = new ArrayList<>();
        int index = 0;
        for (Batch batch : node.bodies(height).orElseThrow(() -> missing(height))) {
            List<Transaction> transactions = batch.transactions();
            int end = (int) Math.min(transactions.size(), offset + (long) count - index);
            for (int i = Math.max(0, offset - index); i < end; i++) {
                views.add(view(transactions.get(i), executed.receipts().get(index + i)));
            }
            index += transactions.size();
        }
        return views;
    }

    private static ApiException missing(long height) {
        return new ApiException(ErrorCode.NOT_FOUND, "the transactions of block " + height + " are not kept here");
    }

    private TransactionView view(Transaction transaction, Receipt receipt) {
        return new TransactionView(transaction.id().hex(), receipt.index(), transaction.sender().hex(),
                transaction.nonce(), transaction.application(), transaction.payload().length,
                node.applications().outcomeName(transaction.application(), receipt.outcome()), receipt.outcome());
    }

    private long top() {
        return node.standing().executedHeight();
    }
}
