package org.credence.node;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.credence.node.pipeline.Transfers;

/**
 * What the others say they have dropped of what comes next here. More than f must say so, for f may lie; and for a
 * while it must not come from anybody else, for somebody may keep everything.
 */
final class DroppedBlocks implements Transfers.Absences {

    /** Longer than it takes to ask every other member several times. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final int faulty;
    private final LongSupplier height;
    private final Consumer<Throwable> failed;
    /** From where on members keep blocks, of those that have not the next one. */
    private final Map<Integer, Long> firsts = new TreeMap<>();
    private long askedAt;
    private long agreedNanos;

    /**
     * @param faulty most members that may lie
     * @param height that has been executed
     * @param failed told that only a snapshot leads on
     */
    DroppedBlocks(int faulty, LongSupplier height, Consumer<Throwable> failed) {
        this.faulty = faulty;
        this.height = height;
        this.failed = failed;
    }

    @Override
    public synchronized void told(int member, long first, long nanos) {
        long here = height.getAsLong();
        if (here != askedAt) {
            firsts.clear();
            askedAt = here;
        }
        if (first <= here + 1) {
            return;
        }
        boolean agreed = firsts.size() > faulty;
        firsts.put(member, first);
        if (!agreed) {
            agreedNanos = nanos;
        } else if (nanos - agreedNanos >= PATIENCE_NANOS) {
            failed.accept(new LeftBehind(Collections.min(firsts.values()), here));
        }
    }
}
