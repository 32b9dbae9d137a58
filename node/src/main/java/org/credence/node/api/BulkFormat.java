package org.credence.node.api;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.credence.base.Limits;
import org.credence.base.proof.Receipt;
import org.credence.node.Admission;
import org.credence.node.NodeService;
import org.credence.node.Outcome;

/**
 * Many transactions in one request without JSON.
 *
 * <p>
 * Request: for each transaction its length u32 and its bytes. Answer: the count u32, then for each transaction, in
 * order, 16 bytes:
 * status u8 (0 accepted, 1 decided, 2 rejected), refusal u8, outcome u16, index u32, height u64; what does not apply is
 * 0.
 */
final class BulkFormat {

    static final String MEDIA_TYPE = "application/octet-stream";

    private static final int ANSWER_LENGTH = 16;
    private static final byte ACCEPTED = 0;
    private static final byte DECIDED = 1;
    private static final byte REJECTED = 2;

    private BulkFormat() {}

    /**
     * The encoded transactions in a body.
     *
     * @throws ApiException if it is not of the form above, has none or too many
     */
    static List<byte[]> split(byte[] body) {
        ByteBuffer in = ByteBuffer.wrap(body);
        List<byte[]> transactions = new ArrayList<>();
        while (in.hasRemaining()) {
            String field = "body[" + transactions.size() + "]";
            if (in.remaining() < Integer.BYTES) {
                throw ApiException.field(field, "ends after " + in.remaining() + " bytes",
                        "a u32 length and its bytes");
            }
            int length = in.getInt();
            if (length < 0 || length > Math.min(Limits.TRANSACTION_BYTES, in.remaining())) {
                throw ApiException.field(field, "has length " + Integer.toUnsignedString(length),
                        "at most " + Limits.TRANSACTION_BYTES + " and the " + in.remaining() + " bytes left");
            }
            if (transactions.size() == NodeService.MOST_SUBMITTED) {
                throw tooMany("body");
            }
            transactions.add(Arrays.copyOfRange(body, in.position(), in.position() + length));
            in.position(in.position() + length);
        }
        if (transactions.isEmpty()) {
            throw ApiException.field("body", "is empty", "1 to " + NodeService.MOST_SUBMITTED + " transactions");
        }
        return transactions;
    }

    static ApiException tooMany(String field) {
        return new ApiException(ErrorCode.TOO_LARGE, field, "has more transactions than may be",
                "at most " + NodeService.MOST_SUBMITTED);
    }

    static byte[] answer(List<Fate> fates) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + fates.size() * ANSWER_LENGTH);
        out.putInt(fates.size());
        for (Fate fate : fates) {
            switch (fate) {
                case Fate.Accepted _ -> put(out, ACCEPTED, 0, 0, 0, 0);
                case Fate.Decided(Outcome outcome) -> decided(out, outcome.receipt());
                case Fate.Rejected(Admission.Rejected rejected) ->
                    put(out, REJECTED, refusal(rejected.refusal()), 0, 0, 0);
            }
        }
        return out.array();
    }

    private static void decided(ByteBuffer out, Receipt receipt) {
        put(out, DECIDED, 0, receipt.outcome(), receipt.index(), receipt.height());
    }

    private static void put(ByteBuffer out, byte status, int refusal, int outcome, int index, long height) {
        out.put(status).put((byte) refusal).putShort((short) outcome).putInt(index).putLong(height);
    }

    /** The number of a refusal; never changes. */
    private static int refusal(Admission.Refusal refusal) {
        return switch (refusal) {
            case MALFORMED -> 1;
            case TOO_MANY -> 2;
            case WRONG_CHAIN -> 3;
            case UNKNOWN_APPLICATION -> 4;
            case INVALID -> 5;
            case BAD_SIGNATURE -> 6;
            case DUPLICATE -> 7;
            case BUSY -> 8;
            case STOPPING -> 9;
        };
    }
}
