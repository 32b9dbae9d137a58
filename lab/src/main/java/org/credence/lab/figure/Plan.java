package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * What to run.
 *
 * @param seed         the first; each point is measured with {@code seeds} of them, ascending
 * @param blocks       heights measured in each run
 * @param threads      runs at once; has no influence on any figure
 * @param members      sizes of the consortium
 * @param transactions sizes of a block
 */
public record Plan(long seed, int seeds, int blocks, int threads, List<Integer> members, List<Integer> transactions) {

    /** The sizes of the paper (IV-A). */
    public static final List<Integer> PAPER_MEMBERS = List.of(4, 5, 6);

    public Plan {
        members = List.copyOf(members);
        transactions = List.copyOf(transactions);
        if (seeds < 1 || blocks < 1 || threads < 1 || members.isEmpty() || transactions.isEmpty()) {
            throw new IllegalArgumentException("plan: seeds, blocks, threads, members and transactions must be at "
                    + "least one");
        }
    }

    /** All points, each contender's beside the others'. */
    public List<Setting> settings() {
        List<Setting> settings = new ArrayList<>();
        for (int size : transactions) {
            for (boolean silent : new boolean[]{false, true}) {
                for (int n : members) {
                    for (Contender contender : Contender.values()) {
                        settings.add(new Setting(contender, n, size, silent));
                    }
                }
            }
        }
        return settings;
    }

    /** Runs that {@link Results#of} makes. */
    public long runs() {
        return (long) settings().size() * seeds;
    }
}
