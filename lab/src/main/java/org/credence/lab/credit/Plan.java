package org.credence.lab.credit;

import java.util.ArrayList;
import java.util.List;

/**
 * What to run.
 *
 * @param seed        the first; each setting is run with {@code seeds} of them, ascending
 * @param members     of the consortium, 4 or more
 * @param epochBlocks heights of an epoch
 * @param epochs      of a run
 * @param threads     runs at once; has no influence on any figure
 */
public record Plan(long seed, int seeds, int members, int epochBlocks, int epochs, int threads) {

    public Plan {
        if (seeds < 1 || members < 4 || epochBlocks < 1 || epochs < 1 || threads < 1) {
            throw new IllegalArgumentException("plan: seeds, epochBlocks, epochs and threads must be at least 1, "
                    + "members at least 4");
        }
    }

    /** Each kind of trouble under each policy. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (Policy policy : Policy.values()) {
                settings.add(new Setting(kind, policy));
            }
        }
        return settings;
    }

    /** Runs that {@link Results#of} makes. */
    public long runs() {
        return (long) settings().size() * seeds;
    }

    /** Height with which a run ends. */
    long height() {
        return (long) epochs * epochBlocks;
    }
}
