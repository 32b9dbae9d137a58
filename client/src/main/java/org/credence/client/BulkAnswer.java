package org.credence.client;

import java.nio.ByteBuffer;
import java.util.Objects;

/** What became of many transactions, by their place in the request; kept as the bytes of the answer. */
public final class BulkAnswer {

    private static final int ENTRY = 16;
    private static final int REFUSAL = 1;
    private static final int OUTCOME = 2;
    private static final int INDEX = 4;
    private static final int HEIGHT = 8;

    private final ByteBuffer bytes;
    private final int size;

    /** Where a transaction stands. */
    public enum Status {
        /** Taken in, not decided yet. */
        ACCEPTED,
        /** Ordered and executed. */
        DECIDED,
        /** Not taken in. */
        REJECTED
    }

    /** Why one was not taken in, in the order of their numbers on the wire, from 1. */
    public enum Refusal {
        /** Not exactly one canonical transaction. */
        MALFORMED,
        /** More transactions in one request than may be. */
        TOO_MANY,
        /** Made for another chain. */
        WRONG_CHAIN,
        /** The chain does not run the application. */
        UNKNOWN_APPLICATION,
        /** The application refuses it whatever the state. */
        INVALID,
        /** The sender's signature does not verify. */
        BAD_SIGNATURE,
        /** Known already. */
        DUPLICATE,
        /** The member's buffers are full: try again after a pause. */
        BUSY,
        /** The member is stopping: try another. */
        STOPPING
    }

    private BulkAnswer(ByteBuffer bytes, int size) {
        this.bytes = bytes;
        this.size = size;
    }

    /** The answer to a request of {@code size} transactions. */
    static BulkAnswer decode(byte[] answer, int size) {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        if (answer.length != Integer.BYTES + size * ENTRY || bytes.getInt(0) != size) {
            throw new AnswerMalformed("bulk answer: " + answer.length + " bytes for " + size + " transactions");
        }
        for (int i = 0; i < size; i++) {
            boolean rejected = statusOf(bytes.get(at(i))) == Status.REJECTED;
            int refusal = bytes.get(at(i) + REFUSAL);
            if (refusal < (rejected ? 1 : 0) || refusal > (rejected ? Refusal.values().length : 0)) {
                throw new AnswerMalformed("bulk answer: refusal " + refusal + " at " + i);
            }
        }
        return new BulkAnswer(bytes, size);
    }

    /** How many transactions it is about. */
    public int size() {
        return size;
    }

    public Status status(int i) {
        return statusOf(bytes.get(checked(i)));
    }

    /**
     * Why transaction {@code i} was not taken in.
     *
     * @throws IllegalStateException unless it is {@link Status#REJECTED}
     */
    public Refusal refusal(int i) {
        int number = bytes.get(checked(i) + REFUSAL);
        if (number == 0) {
            throw new IllegalStateException("transaction " + i + " is not rejected");
        }
        return Refusal.values()[number - 1];
    }

    /** Number of the outcome: 0 if it took effect. Means something only if it is {@link Status#DECIDED}. */
    public int outcomeCode(int i) {
        return Short.toUnsignedInt(bytes.getShort(checked(i) + OUTCOME));
    }

    /** Its place in its block. Means something only if it is {@link Status#DECIDED}. */
    public int index(int i) {
        return bytes.getInt(checked(i) + INDEX);
    }

    /** Height of its block; 0 unless it is {@link Status#DECIDED}. */
    public long height(int i) {
        return bytes.getLong(checked(i) + HEIGHT);
    }

    /** How many have this status. */
    public int count(Status status) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (statusOf(bytes.get(at(i))) == status) {
                count++;
            }
        }
        return count;
    }

    private static Status statusOf(byte number) {
        return switch (number) {
            case 0 -> Status.ACCEPTED;
            case 1 -> Status.DECIDED;
            case 2 -> Status.REJECTED;
            default -> throw new AnswerMalformed("bulk answer: status " + number);
        };
    }

    private int checked(int i) {
        return at(Objects.checkIndex(i, size));
    }

    private static int at(int i) {
        return Integer.BYTES + i * ENTRY;
    }
}
