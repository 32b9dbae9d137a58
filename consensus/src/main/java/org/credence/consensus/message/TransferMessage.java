package org.credence.consensus.message;

import java.util.List;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.base.codec.Malformed;
import org.credence.base.codec.WireType;
import org.credence.base.codec.Writer;
import org.credence.consensus.part.Claim;
import org.credence.consensus.part.Committee;

/** What members ask each other beside consensus; answered beside the engine. */
public sealed interface TransferMessage extends Message {

    /** Asks for decided blocks {@code from} to {@code to}, both included. */
    record DecisionRequest(long from, long to) implements TransferMessage {

        /** Most heights in one request. */
        public static final int MOST = 64;

        @Override
        public WireType type() {
            return WireType.DECISION_REQUEST;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(from).u64(to);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /**
     * The answer to a {@link DecisionRequest} for a block that its sender keeps no more (P§1.7). Claims nothing that
     * others act on without more of its kind.
     *
     * @param first lowest height of which it keeps the block
     */
    record BlocksDropped(long first) implements TransferMessage {

        @Override
        public WireType type() {
            return WireType.BLOCKS_DROPPED;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(first);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** Asks for the bodies of batches. */
    record BatchRequest(List<Digest> digests) implements TransferMessage {

        /** Most batches in one request. */
        public static final int MOST = 64;

        public BatchRequest {
            digests = List.copyOf(digests);
        }

        @Override
        public WireType type() {
            return WireType.BATCH_REQUEST;
        }

        @Override
        public void write(Writer writer) {
            writer.list(digests, (digest, w) -> w.digest(digest));
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** A batch that was asked for; whoever asked knows its digest from a certificate. */
    record BatchBody(Batch batch) implements TransferMessage {

        @Override
        public WireType type() {
            return WireType.BATCH_BODY;
        }

        @Override
        public void write(Writer writer) {
            writer.raw(batch.encoded());
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** A few transactions that its sender has taken in, for the receiver's next batch (decision 0018). */
    record Relay(List<Transaction> transactions) implements TransferMessage {

        /** Most transactions in one. */
        public static final int MOST = 64;
        /** Most bytes of them together. */
        public static final int BYTES = 8 * 1024;

        /** @throws Malformed if they are none, or more than a relay may hold */
        public Relay {
            transactions = List.copyOf(transactions);
            int bytes = transactions.stream().mapToInt(transaction -> transaction.encoded().length).sum();
            if (transactions.isEmpty() || transactions.size() > MOST || bytes > BYTES) {
                throw new Malformed("relay.transactions", "are " + transactions.size() + " of " + bytes
                        + " bytes, must be 1 to " + MOST + " of at most " + BYTES);
            }
        }

        @Override
        public WireType type() {
            return WireType.RELAY;
        }

        @Override
        public void write(Writer writer) {
            writer.list(transactions, (transaction, w) -> w.bytes(transaction.encoded()));
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** Asks for a {@link Pong} with the same token, to see how long that takes. */
    record Ping(long token) implements TransferMessage {

        @Override
        public WireType type() {
            return WireType.PING;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(token);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }

    /** The answer to a {@link Ping}. */
    record Pong(long token) implements TransferMessage {

        @Override
        public WireType type() {
            return WireType.PONG;
        }

        @Override
        public void write(Writer writer) {
            writer.u64(token);
        }

        @Override
        public List<Claim> claims(Committee committee, int sender) {
            return List.of();
        }
    }
}
