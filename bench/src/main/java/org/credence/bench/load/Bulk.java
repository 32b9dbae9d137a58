package org.credence.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.credence.base.proof.Receipt;

/** The bulk form of {@code POST /v1/transactions}: its request, and what its answer says of each transaction. */
public final class Bulk {

    /** What is asked: an answer once all are decided, or after half a minute. */
    public static final String PATH = "/v1/transactions?wait=decided&timeoutMs=30000";

    /** How long an answer may take, in milliseconds: longer than {@link #PATH} asks for. */
    public static final int ANSWER_MS = 40_000;

    /** Media type of both. */
    public static final String MEDIA_TYPE = "application/octet-stream";

    private static final int LENGTH = 16;

    private Bulk() {}

    /** What became of one transaction. */
    public sealed interface Fate {

        /** Decided and executed with effect. */
        record Accepted(long height) implements Fate {}

        /** Decided, but without effect: the number of its outcome says why. */
        record Failed(int outcome) implements Fate {}

        /** Not decided in time. */
        record Undecided() implements Fate {}

        /** Not taken in: the number says why. */
        record Refused(int refusal) implements Fate {}
    }

    /** The request body. */
    public static byte[] request(List<Signed> transactions) {
        int length = transactions.stream().mapToInt(t -> Integer.BYTES + t.encoded().length).sum();
        ByteBuffer body = ByteBuffer.allocate(length);
        transactions.forEach(t -> body.putInt(t.encoded().length).put(t.encoded()));
        return body.array();
    }

    /**
     * What an answer says of each transaction, in order.
     *
     * @throws IOException unless it speaks of exactly {@code count}
     */
    public static List<Fate> fates(byte[] answer, int count) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(answer);
        if (answer.length != Integer.BYTES + count * LENGTH || in.getInt() != count) {
            throw new IOException("an answer of " + answer.length + " bytes for " + count + " transactions");
        }
        List<Fate> fates = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int status = in.get();
            int refusal = in.get();
            int outcome = Short.toUnsignedInt(in.getShort());
            in.getInt();
            long height = in.getLong();
            fates.add(switch (status) {
                case 0 -> new Fate.Undecided();
                case 1 -> outcome == Receipt.ACCEPTED ? new Fate.Accepted(height) : new Fate.Failed(outcome);
                case 2 -> new Fate.Refused(refusal);
                default -> throw new IOException("status " + status + " is unknown");
            });
        }
        return fates;
    }
}
