package org.credence.cli.up;

import java.util.Map;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.credence.client.BlockSubscription;
import org.credence.client.CredenceClient;

/** When a client that follows the chain learned of each block. */
final class Pulse implements AutoCloseable {

    private final NavigableMap<Long, Long> arrivals = new ConcurrentSkipListMap<>();
    private final BlockSubscription subscription;

    /** From the first block on. */
    Pulse(CredenceClient client) {
        subscription = client.subscribe(0, block -> arrivals.put(block.height(), System.nanoTime()));
    }

    long height() {
        return arrivals.isEmpty() ? 0 : arrivals.lastKey();
    }

    /** Milliseconds from each block that the chain did not end with to the next, by height of the former. */
    Map<Long, Long> gaps() {
        NavigableMap<Long, Long> gaps = new ConcurrentSkipListMap<>();
        arrivals.headMap(height())
                .forEach((height, nanos) -> gaps.put(height, (arrivals.get(height + 1) - nanos) / 1_000_000));
        return gaps;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
