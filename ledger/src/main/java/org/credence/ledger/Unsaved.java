package org.credence.ledger;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.credence.base.Digest;
import org.credence.base.proof.Receipt;

/** What blocks that are not on disk yet led to, beside the state. One thread writes, any reads. */
final class Unsaved {
    private final NavigableMap<Long, Entry> byHeight = new ConcurrentSkipListMap<>();
    private final Map<Digest, TransactionPlace> places = new ConcurrentHashMap<>();

    /**
     * One block's.
     *
     * @param receipts of its transactions, in order
     * @param places   of those transactions that it was the first to order
     */
    record Entry(long height, Digest stateRoot, List<Receipt> receipts, Map<Digest, TransactionPlace> places) {}

    void add(Entry entry) {
        byHeight.put(entry.height(), entry);
        places.putAll(entry.places());
    }

    Optional<Entry> at(long height) {
        return Optional.ofNullable(byHeight.get(height));
    }

    Optional<TransactionPlace> place(Digest transaction) {
        return Optional.ofNullable(places.get(transaction));
    }

    /** How many transactions there are in all. */
    int transactions() {
        return places.size();
    }

    /** Those up to a height, ascending. */
    List<Entry> upTo(long height) {
        return List.copyOf(byHeight.headMap(height, true).values());
    }

    /** Forgets those up to a height, which are on disk now. */
    void saved(long height) {
        for (Entry entry : byHeight.headMap(height, true).values()) {
            entry.places().keySet().forEach(places::remove);
        }
        byHeight.headMap(height, true).clear();
    }
}
