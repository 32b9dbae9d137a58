package org.credence.bench.crypto;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.credence.bench.BenchInvalid;

/**
 * What is measured, and how long.
 *
 * @param bits   lengths of the moduli, some of 2048, 3072 and 4096
 * @param groups which tasks
 * @param quick  a tenth of the time: for a look, not for figures to publish
 */
public record CryptoOptions(List<Integer> bits, Set<CryptoTask.Group> groups, boolean quick) {

    private static final Set<Integer> LENGTHS = Set.of(2048, 3072, 4096);

    /** Copies and checks. */
    public CryptoOptions {
        bits = List.copyOf(new TreeSet<>(bits));
        groups = Set.copyOf(groups);
        if (bits.isEmpty() || !LENGTHS.containsAll(bits)) {
            throw new BenchInvalid("--bits", bits, "some of 2048, 3072 and 4096");
        }
        if (groups.isEmpty()) {
            throw new BenchInvalid("--only", groups, "at least one group of tasks");
        }
    }

    /** The tasks, in order. */
    public List<CryptoTask> tasks() {
        return Arrays.stream(CryptoTask.values()).filter(task -> groups.contains(task.group())).toList();
    }
}
