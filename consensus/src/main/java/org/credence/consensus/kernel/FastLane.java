package org.credence.consensus.kernel;

import java.util.TreeMap;
import org.credence.consensus.part.BlockRef;
import org.credence.consensus.part.Timing;

/**
 * δ_f of P§1.3: how long after a CC to wait for the fast certificate before sending COMMIT. A lost race costs a round,
 * never safety.
 */
final class FastLane {

    private static final long LEAST_MICROS = 5_000;

    /** The first CC of a view at a height. */
    private record Certified(long view, long atMicros) {}

    private final Timing timing;
    private final TreeMap<Long, Certified> certified = new TreeMap<>();
    private long averageMicros;
    private boolean measured;

    FastLane(Timing timing) {
        this.timing = timing;
    }

    /** Whether this is the block's view's first CC at its height. */
    boolean certified(BlockRef block, long nowMicros) {
        Certified before = certified.get(block.height());
        boolean first = before == null || before.view < block.view();
        if (first) {
            certified.put(block.height(), new Certified(block.view(), nowMicros));
        }
        return first;
    }

    /** Learns from a fast certificate that came in time, and forgets heights up to it. */
    void fast(long height, long nowMicros) {
        Certified since = certified.get(height);
        if (since != null) {
            long took = nowMicros - since.atMicros;
            averageMicros = measured ? (7 * averageMicros + took) / 8 : took;
            measured = true;
        }
        forget(height);
    }

    void forget(long height) {
        certified.headMap(height, true).clear();
    }

    /** δ_f now. */
    long delayMicros() {
        if (!measured) {
            return timing.fastLaneMost() / 2;
        }
        return Math.clamp(2 * averageMicros + LEAST_MICROS, LEAST_MICROS, timing.fastLaneMost());
    }
}
