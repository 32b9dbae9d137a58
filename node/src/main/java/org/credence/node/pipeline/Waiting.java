package org.credence.node.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.credence.consensus.message.TransferMessage.Relay;

/**
 * Transactions that wait for an own batch or the leader, and those that the leader has (decision 0018). Guarded by its
 * {@link Mempool}.
 */
final class Waiting {

    private final ArrayDeque<Pending> queue = new ArrayDeque<>();
    /** What was relayed, the oldest first, and among it what is executed already. */
    private final ArrayDeque<Pending> relayed = new ArrayDeque<>();
    private long bytes;
    private long relayedBytes;
    /** Transactions in the queue that stay here. */
    private int staying;

    void add(Pending pending) {
        queue.add(pending);
        bytes += pending.length();
        staying += pending.stays ? 1 : 0;
    }

    int size() {
        return queue.size();
    }

    /** Bytes in the queue. */
    long bytes() {
        return bytes;
    }

    /** Takes out the oldest, up to both limits; what is executed already is dropped. */
    List<Pending> take(int most, int mostBytes) {
        List<Pending> taken = new ArrayList<>();
        int size = 0;
        while (!queue.isEmpty() && taken.size() < most && size + queue.peek().length() <= mostBytes) {
            Pending pending = queue.remove();
            bytes -= pending.length();
            staying -= pending.stays ? 1 : 0;
            if (!pending.outcome.isDone()) {
                taken.add(pending);
                size += pending.length();
            }
        }
        return taken;
    }

    /** Whether all that waits may go to the leader and is little enough beside what it has already. */
    boolean relayable() {
        return !queue.isEmpty() && staying == 0 && queue.size() <= Relay.MOST && bytes + relayedBytes <= Relay.BYTES;
    }

    /** Takes out what waits, which is then the leader's to batch until then; nothing unless it is relayable. */
    List<Pending> relay(long untilNanos) {
        if (!relayable()) {
            return List.of();
        }
        List<Pending> taken = take(Relay.MOST, Relay.BYTES);
        for (Pending pending : taken) {
            pending.relayed = true;
            pending.relayedUntilNanos = untilNanos;
            relayedBytes += pending.length();
            relayed.add(pending);
        }
        return taken;
    }

    /** It is executed. */
    void settled(Pending pending) {
        if (pending.relayed) {
            pending.relayed = false;
            relayedBytes -= pending.length();
        }
    }

    /** Nanoseconds until {@link #reclaim} may find something; the most there are if nothing is relayed. */
    long untilLapse(long nowNanos) {
        while (!relayed.isEmpty() && !relayed.peek().relayed) {
            relayed.remove();
        }
        return relayed.isEmpty() ? Long.MAX_VALUE : Math.max(0, relayed.peek().relayedUntilNanos - nowNanos);
    }

    /** Queues for an own batch what the leader has not had decided in time, and counts it. */
    int reclaim(long nowNanos) {
        int lapsed = 0;
        while (untilLapse(nowNanos) == 0) {
            Pending pending = relayed.remove();
            settled(pending);
            pending.stays = true;
            add(pending);
            lapsed++;
        }
        return lapsed;
    }

    void clear() {
        relayed.forEach(this::settled);
        relayed.clear();
        queue.clear();
        bytes = 0;
        staying = 0;
    }
}
