package org.credence.bench.audit;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.credence.base.Digest;
import org.credence.base.block.Batch;
import org.credence.base.block.Transaction;
import org.credence.node.genesis.DataDirectory;
import org.credence.node.storage.ChainStore;

/** Looks for acknowledged transactions in the chain that a member has left on its disk. */
public final class ChainAudit {

    private ChainAudit() {}

    /**
     * How many of the acknowledged transactions the stopped member's chain does not hold at their heights.
     *
     * @param byHeight sorted id prefixes by height
     */
    public static long missing(DataDirectory member, Digest chainId, SortedMap<Long, long[]> byHeight) {
        long missing = 0;
        try (ChainStore chain = ChainStore.open(member.chain(), chainId, 0, List.of())) {
            for (var entry : byHeight.entrySet()) {
                long height = entry.getKey();
                long[] held = height >= 1 && height <= chain.height()
                        ? prefixes(chain.read(height).bodies())
                        : new long[0];
                missing += Arrays.stream(entry.getValue()).filter(p -> Arrays.binarySearch(held, p) < 0).count();
            }
        }
        return missing;
    }

    private static long[] prefixes(List<Batch> bodies) {
        return bodies.stream().flatMap(batch -> batch.transactions().stream()).map(Transaction::id)
                .mapToLong(Digest::a).sorted().toArray();
    }
}
