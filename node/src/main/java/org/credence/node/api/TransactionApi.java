package org.credence.node.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.base.proof.Receipt;
import org.credence.base.proof.ReceiptProof;
import org.credence.base.proof.TransactionProof;
import org.credence.consensus.part.Decision;
import org.credence.node.Attested;
import org.credence.node.NodeService;
import org.credence.node.Outcome;
import org.credence.node.TransactionStatus;

/** Answers where a transaction is and what became of it, with proofs if wanted. */
final class TransactionApi {

    private final NodeService node;

    TransactionApi(NodeService node) {
        this.node = node;
    }

    /** A transaction taken in and not decided. */
    record Pending(String status, String id) {}

    /** A transaction in a decided block. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Decided(String status, String id, long height, int index, String outcome, int outcomeCode, String sender,
            long nonce, int application, String encoded, Optional<Proof> proof) {}

    /**
     * What a client checks by itself; all hexadecimal.
     *
     * @param inclusion     encoded {@link TransactionProof}
     * @param header        encoded decided header of the block
     * @param receipt       encoded receipt proof, once a later header vouches for it
     * @param receiptHeader that header
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    record Proof(String inclusion, String header, Optional<String> receipt, Optional<String> receiptHeader) {}

    /** {@code GET /v1/transactions/{id}}. */
    Answer transaction(Call call) {
        call.allowOnly(Set.of("proof"));
        Digest id = call.digest("id");
        boolean proof = call.flag("proof");
        return switch (node.transaction(id)) {
            case TransactionStatus.Unknown() -> throw new ApiException(ErrorCode.NOT_FOUND,
                    "transaction " + id.hex() + " is not known here");
            case TransactionStatus.Pending() -> Answer.json(new Pending("accepted", id.hex()));
            case TransactionStatus.Decided(Outcome outcome) -> Answer.json(decided(outcome, proof));
        };
    }

    private Decided decided(Outcome outcome, boolean proof) {
        Receipt receipt = outcome.receipt();
        Decision decision = node.decision(receipt.height()).orElseThrow(() -> pruned(receipt));
        List<Batch> bodies = node.bodies(receipt.height()).orElseThrow(() -> pruned(receipt));
        Place place = Place.of(bodies, receipt.index());
        Transaction transaction = bodies.get(place.batch).transactions().get(place.index);
        return new Decided("decided", receipt.transaction().hex(), receipt.height(), receipt.index(), outcome.code(),
                receipt.outcome(), transaction.sender().hex(), transaction.nonce(), transaction.application(),
                Answers.hex(transaction.encoded()),
                proof ? Optional.of(proof(receipt, decision, bodies, place)) : Optional.empty());
    }

    private Proof proof(Receipt receipt, Decision decision, List<Batch> bodies, Place place) {
        TransactionProof inclusion =
                TransactionProof.of(decision.block(), place.batch, bodies.get(place.batch), place.index);
        Optional<Attested<ReceiptProof>> attested = node.proveReceipt(receipt.transaction());
        return new Proof(Answers.hex(inclusion.encoded()), Answers.encoded(decision.header()),
                attested.map(a -> Answers.hex(a.proof().encoded())), attested.map(a -> Answers.encoded(a.decided())));
    }

    private static ApiException pruned(Receipt receipt) {
        return new ApiException(ErrorCode.NOT_FOUND,
                "transaction " + receipt.transaction().hex() + " is in block " + receipt.height()
                        + ", which is not kept here");
    }

    /** Which batch of a block, and where in it. */
    private record Place(int batch, int index) {

        static Place of(List<Batch> bodies, int index) {
            int left = index;
            for (int batch = 0; batch < bodies.size(); batch++) {
                int size = bodies.get(batch).transactions().size();
                if (left < size) {
                    return new Place(batch, left);
                }
                left -= size;
            }
            throw new AssertionError("a receipt's index is that of a transaction of its block");
        }
    }
}
