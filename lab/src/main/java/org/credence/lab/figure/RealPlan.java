package org.credence.lab.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What to run on real members: four of them, for more would only share the same processors.
 *
 * @param runs         of each point
 * @param blocks       heights measured in each run; if not given, {@link #BLOCKS}, and as many as hold
 *                     {@link #TRANSACTIONS}
 * @param transactions sizes of a block
 */
public record RealPlan(int runs, OptionalInt blocks, List<Integer> transactions) {

    public static final int MEMBERS = 4;
    /** Blocks that are measured in a run at the least. */
    public static final int BLOCKS = 50;
    /** Transactions that are measured in a run at the least: with small blocks it would be over in an instant. */
    public static final int TRANSACTIONS = 20_000;

    public RealPlan {
        transactions = List.copyOf(transactions);
        if (runs < 1 || blocks.orElse(1) < 1 || transactions.isEmpty()) {
            throw new IllegalArgumentException("plan: runs, blocks and transactions must be at least one");
        }
    }

    /** All points of PBFT; the others are compared with it. */
    List<Setting> baselines() {
        List<Setting> points = new ArrayList<>();
        for (int size : transactions) {
            for (boolean silent : new boolean[]{false, true}) {
                points.add(new Setting(Contender.PBFT, MEMBERS, size, silent));
            }
        }
        return points;
    }

    /** Heights that are measured with blocks of this size. */
    int blocksOf(int size) {
        return blocks.orElse(Math.max(BLOCKS, Math.ceilDiv(TRANSACTIONS, size)));
    }

    /** Runs that {@link RealResults#of} makes, those included that only warm up. */
    public long all() {
        return (long) baselines().size() * Contender.values().length * (runs + 1);
    }
}
