package org.credence.node.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.BatchRef;
import org.credence.base.block.Transaction;
import org.credence.consensus.engine.Audience;
import org.credence.consensus.message.Message;
import org.credence.consensus.message.TransferMessage;
import org.credence.node.metrics.NodeMeters;
import org.credence.node.metrics.Refused;
import org.credence.node.observation.Pings;

/**
 * Bodies and decided blocks on request, both ways, relayed transactions, and pings. One request of a kind per member is
 * served at a time and the rest dropped: who asks too often slows only itself.
 */
public final class Transfers {

    /** Most bytes sent in answer to one request. */
    private static final int MOST_BYTES = 8 * 1024 * 1024;

    private final StoredBlocks stored;
    private final BodyStore bodies;
    private final Outlet outlet;
    private final WorkPool pool;
    private final Pings pings;
    private final Absences absences;
    private final Guests guests;
    private final NodeMeters meters;
    private final List<Semaphore> servingBlocks;
    private final List<Semaphore> servingBodies;
    private final Set<Digest> asked = ConcurrentHashMap.newKeySet();

    /** The decided blocks kept on disk. */
    public interface StoredBlocks {

        /** The decided block at this height with all bodies; empty if it is not stored here. */
        Optional<Message.Decided> at(long height);

        /** Lowest height of which the block is kept here, or will be once it is decided. */
        long first();
    }

    /** Told of blocks that others keep no more. */
    @FunctionalInterface
    public interface Absences {

        /**
         * A member that was asked for a block keeps none below another.
         *
         * @param first lowest height of which it keeps the block
         * @param nanos when it said so
         */
        void told(int member, long first, long nanos);
    }

    /** Takes what other members relay. */
    @FunctionalInterface
    public interface Guests {

        /** @param refused told why something was not taken in */
        void host(int member, List<Transaction> transactions, Consumer<Refused> refused);
    }

    public Transfers(int members, StoredBlocks stored, BodyStore bodies, Outlet outlet, WorkPool pool,
            Pings pings, Absences absences, Guests guests, NodeMeters meters) {
        this.stored = stored;
        this.bodies = bodies;
        this.outlet = outlet;
        this.pool = pool;
        this.pings = pings;
        this.absences = absences;
        this.guests = guests;
        this.meters = meters;
        this.servingBlocks = Stream.generate(() -> new Semaphore(1)).limit(members).toList();
        this.servingBodies = Stream.generate(() -> new Semaphore(1)).limit(members).toList();
    }

    void received(int sender, TransferMessage message) {
        switch (message) {
            case TransferMessage.DecisionRequest request ->
                serve(servingBlocks.get(sender), () -> decisions(sender, request));
            case TransferMessage.BatchRequest request ->
                serve(servingBodies.get(sender), () -> batches(sender, request));
            case TransferMessage.BatchBody body -> arrived(body.batch());
            case TransferMessage.Ping(long token) ->
                outlet.send(new Audience.One(sender), new TransferMessage.Pong(token));
            case TransferMessage.Relay(List<Transaction> transactions) ->
                guests.host(sender, transactions, meters::refused);
            case TransferMessage.Pong(long token) -> pings.answered(sender, token, System.nanoTime());
            case TransferMessage.BlocksDropped(long first) -> absences.told(sender, first, System.nanoTime());
        }
    }

    /**
     * Asks a member for the bodies of a decided block's batches, in both ways: it may hold them still, or have the
     * block on disk. What
     * arrives goes to the body store.
     */
    void ask(int member, long height, List<BatchRef> missing) {
        List<Digest> digests = missing.stream().map(BatchRef::digest).limit(TransferMessage.BatchRequest.MOST).toList();
        asked.addAll(digests);
        outlet.send(new Audience.One(member), new TransferMessage.BatchRequest(digests));
        outlet.send(new Audience.One(member), new TransferMessage.DecisionRequest(height, height));
    }

    /** Whether it was asked for and has not arrived. */
    boolean awaits(Batch body) {
        return asked.contains(body.digest());
    }

    /** What was asked for has arrived, one way or another. */
    void settled() {
        asked.clear();
    }

    private void arrived(Batch batch) {
        if (asked.remove(batch.digest())) {
            bodies.keep(batch);
        } else {
            meters.refused(Refused.UNASKED);
        }
    }

    private void serve(Semaphore one, Runnable answer) {
        if (!one.tryAcquire()) {
            meters.refused(Refused.REQUEST_LIMIT);
            return;
        }
        pool.execute(WorkPool.Urgency.MEMBERS, () -> {
            try {
                answer.run();
            } finally {
                one.release();
            }
        });
    }

    private void decisions(int sender, TransferMessage.DecisionRequest request) {
        long first = stored.first();
        if (request.from() < first) {
            outlet.send(new Audience.One(sender), new TransferMessage.BlocksDropped(first));
            return;
        }
        int bytes = 0;
        for (long height = request.from(); height <= request.to() && bytes < MOST_BYTES; height++) {
            Optional<Message.Decided> decided = stored.at(height);
            if (decided.isEmpty()) {
                return;
            }
            bytes += decided.get().bodies().stream().mapToInt(body -> body.encoded().length).sum();
            outlet.send(new Audience.One(sender), decided.get());
        }
    }

    private void batches(int sender, TransferMessage.BatchRequest request) {
        int bytes = 0;
        for (Digest digest : request.digests()) {
            Optional<Batch> body = bodies.find(digest);
            if (body.isPresent() && bytes < MOST_BYTES) {
                bytes += body.get().encoded().length;
                outlet.send(new Audience.One(sender), new TransferMessage.BatchBody(body.get()));
            }
        }
    }
}
