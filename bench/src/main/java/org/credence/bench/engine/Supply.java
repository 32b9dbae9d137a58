package org.credence.bench.engine;

import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.credence.base.Digest;
import org.credence.base.block.Transaction;
import org.credence.bench.load.OpaqueWorkload;

/** Signed transactions, a batch's worth at a time. All are signed beforehand: clients have processors of their own. */
final class Supply {

    private final Queue<List<Transaction>> parcels;

    private Supply(Queue<List<Transaction>> parcels) {
        this.parcels = new ConcurrentLinkedQueue<>(parcels);
    }

    static Supply of(Course course, Digest chainId) {
        OpaqueWorkload clients = new OpaqueWorkload(chainId, 1, course.payloadBytes(), true, new SecureRandom(), 1);
        Queue<List<Transaction>> parcels = new ArrayDeque<>();
        for (int i = 0; i < course.batches(); i++) {
            parcels.add(Stream.generate(clients::next).limit(course.transactions()).toList());
        }
        return new Supply(parcels);
    }

    /** The next parcel; empty if all are handed out. */
    Optional<List<Transaction>> next() {
        return Optional.ofNullable(parcels.poll());
    }
}
