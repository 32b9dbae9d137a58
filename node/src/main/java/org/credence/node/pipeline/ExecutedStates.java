package org.credence.node.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.credence.base.Digest;
import org.credence.base.block.Block;
import org.credence.base.block.Header;

/**
 * What has been executed, as blocks speak of it: answers whether a block's time and state root hold. A block that
 * speaks of a height not executed yet waits; only so many wait, the oldest gives way.
 */
public final class ExecutedStates {

    /** How far ahead of this member's clock a block may be, in milliseconds. */
    static final long SKEW_MS = 5_000;
    private static final int WAITING = 256;

    /**
     * The newest executed state.
     *
     * @param root after {@code height}
     */
    public record Newest(long height, Digest root) {}

    /** Takes late answers. */
    @FunctionalInterface
    public interface Answer {

        void checked(Digest block, boolean valid);
    }

    private final LongFunction<Optional<Digest>> rootAt;
    private final Answer late;
    private final ArrayDeque<Block> waiting = new ArrayDeque<>();
    private volatile Newest newest;

    /** @param rootAt state root after a height executed earlier */
    public ExecutedStates(Newest newest, LongFunction<Optional<Digest>> rootAt, Answer late) {
        this.newest = newest;
        this.rootAt = rootAt;
        this.late = late;
    }

    public Newest newest() {
        return newest;
    }

    /**
     * Whether the block's time and state root hold; empty if that will be answered when its state height is executed.
     *
     * @param parentMs time of the block's parent: at that time a block is never too early
     */
    public synchronized Optional<Boolean> check(Block block, long parentMs, long nowMs) {
        Header header = block.header();
        if (header.timeMs() > Math.max(nowMs + SKEW_MS, parentMs) || header.stateHeight() >= header.height()) {
            return Optional.of(false);
        }
        if (header.stateHeight() > newest.height) {
            if (waiting.size() == WAITING) {
                waiting.remove();
            }
            waiting.add(block);
            return Optional.empty();
        }
        return Optional.of(holds(header));
    }

    /** A further height has been executed. */
    void executed(long height, Digest root) {
        List<Block> ready = new ArrayList<>();
        synchronized (this) {
            newest = new Newest(height, root);
            waiting.removeIf(block -> block.header().stateHeight() <= height && ready.add(block));
        }
        ready.forEach(block -> late.checked(block.id(), holds(block.header())));
    }

    private boolean holds(Header header) {
        Newest known = newest;
        Optional<Digest> root = header.stateHeight() == known.height ? Optional.of(known.root)
                : rootAt.apply(header.stateHeight());
        return root.filter(header.stateRoot()::equals).isPresent();
    }
}
