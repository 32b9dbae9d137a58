package org.credence.node.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.credence.base.proof.Receipt;
import org.credence.node.Admission;
import org.credence.node.NodeService;
import org.credence.node.Outcome;

/** Takes in transactions: one, a list, or a bulk without JSON. */
final class SubmitApi {

    private static final Set<String> PARAMETERS = Set.of("wait", "timeoutMs");
    private static final long LONGEST_WAIT_MS = 60_000;
    private static final long USUAL_WAIT_MS = 10_000;
    private static final int RETRY_SECONDS = 1;

    private final Submitter submitter;
    private final ApiSettings settings;

    SubmitApi(Submitter submitter, ApiSettings settings) {
        this.submitter = submitter;
        this.settings = settings;
    }

    /** A request's body; exactly one of the two is given. */
    record Body(Optional<String> transaction, Optional<List<String>> transactions) {}

    /** The answer for one transaction. */
    sealed interface Result {

        record Accepted(String status, String id) implements Result {}

        record Decided(String status, String id, long height, int index, String outcome, int outcomeCode)
                implements
                    Result {}

        record Rejected(String status, String code, String field, String message) implements Result {}
    }

    record Results(List<Result> results) {}

    /** {@code POST /v1/transactions}. */
    Answer submit(Call call) throws InterruptedException {
        call.allowOnly(PARAMETERS);
        Duration wait = wait(call);
        return switch (call.mediaType()) {
            case Answer.JSON -> submitJson(call, wait);
            case BulkFormat.MEDIA_TYPE -> {
                boolean compact = call.asksFor(BulkFormat.MEDIA_TYPE);
                yield answered(BulkFormat.split(call.body(settings)), wait, fates -> compact
                        ? new Answer.Whole(BulkFormat.MEDIA_TYPE, BulkFormat.answer(fates))
                        : answer(fates));
            }
            default -> throw new ApiException(ErrorCode.MEDIA_TYPE_UNSUPPORTED, "header.Content-Type",
                    "is " + call.mediaType(), Answer.JSON + " or " + BulkFormat.MEDIA_TYPE);
        };
    }

    private Answer submitJson(Call call, Duration wait) throws InterruptedException {
        Body body = Json.read(call.body(settings), Body.class);
        if (body.transaction().isPresent() == body.transactions().isPresent()) {
            throw ApiException.field("body", "has both or neither", "one of transaction and transactions");
        }
        if (body.transaction().isPresent()) {
            byte[] transaction = hex("transaction", body.transaction().get());
            return answered(List.of(transaction), wait, fates -> {
                if (fates.getFirst() instanceof Fate.Rejected(Admission.Rejected rejected)) {
                    throw ApiException.rejected(rejected.refusal().name(), rejected.field(), rejected.message());
                }
                return answer(fates);
            });
        }
        return answered(decoded(body.transactions().get()), wait, SubmitApi::answer);
    }

    /** The answer to their fates, unless the member took in none because it is busy. */
    private Answer answered(List<byte[]> transactions, Duration wait, Function<List<Fate>, Answer.Whole> answer) {
        return new Answer.Later(submitter.submit(transactions, wait).thenApply(fates -> {
            if (fates.stream().allMatch(SubmitApi::passing)) {
                throw ApiException.passing(ErrorCode.BUSY,
                        "none was taken in: the member's buffers are full or it is stopping", RETRY_SECONDS);
            }
            return answer.apply(fates);
        }));
    }

    /** Whether it was refused for a reason that lies in the member and passes. */
    private static boolean passing(Fate fate) {
        return fate instanceof Fate.Rejected(Admission.Rejected rejected) && switch (rejected.refusal()) {
            case BUSY, STOPPING -> true;
            case MALFORMED, TOO_MANY, WRONG_CHAIN, UNKNOWN_APPLICATION, INVALID, BAD_SIGNATURE, DUPLICATE -> false;
        };
    }

    private static Duration wait(Call call) {
        long timeout = call.queryNumber("timeoutMs", 1, LONGEST_WAIT_MS, USUAL_WAIT_MS);
        return switch (call.query("wait").orElse("none")) {
            case "none" -> Duration.ZERO;
            case "decided" -> Duration.ofMillis(timeout);
            default -> throw ApiException.field("query.wait", "is neither", "none or decided");
        };
    }

    private static List<byte[]> decoded(List<String> hex) {
        if (hex.isEmpty()) {
            throw ApiException.field("transactions", "is empty", "1 to " + NodeService.MOST_SUBMITTED);
        }
        if (hex.size() > NodeService.MOST_SUBMITTED) {
            throw BulkFormat.tooMany("transactions");
        }
        List<byte[]> transactions = new ArrayList<>(hex.size());
        for (int i = 0; i < hex.size(); i++) {
            transactions.add(hex("transactions[" + i + "]", hex.get(i)));
        }
        return transactions;
    }

    private static byte[] hex(String field, String text) {
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw ApiException.field(field, "is no hexadecimal text", "an even number of the digits 0-9, a-f");
        }
    }

    private static Answer.Whole answer(List<Fate> fates) {
        return Answer.json(new Results(fates.stream().map(SubmitApi::result).toList()));
    }

    private static Result result(Fate fate) {
        return switch (fate) {
            case Fate.Accepted accepted -> new Result.Accepted("accepted", accepted.id().hex());
            case Fate.Decided(Outcome(Receipt receipt, String code)) -> new Result.Decided("decided",
                    receipt.transaction().hex(), receipt.height(), receipt.index(), code, receipt.outcome());
            case Fate.Rejected(Admission.Rejected rejected) -> new Result.Rejected("rejected",
                    rejected.refusal().name(), rejected.field(), rejected.message());
        };
    }
}
